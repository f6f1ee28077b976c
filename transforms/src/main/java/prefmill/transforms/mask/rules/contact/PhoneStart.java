package prefmill.transforms.mask.rules.contact;

import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.Surroundings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * Looks at the first digit of what might be a phone number, before a {@link PhoneShape} is read.
 */
final class PhoneStart {
  private static final int MOST_GAPS = 4;

  private PhoneStart() {}

  /**
   * Whether so many digits follow in a few groups with only gaps between them: cheap, before a
   * shape is read.
   */
  static boolean hasDigits(FoldedText text, int firstDigit, int least) {
    int digits = 0;
    int gaps = 0;
    char before = FoldedText.NONE;
    for (int i = firstDigit; digits < least; i++) {
      char c = text.at(i);
      if (Ascii.isDigit(c)) {
        digits++;
      } else if (PhoneShape.isGap(c)) {
        gaps += Ascii.isDigit(before) ? 1 : 0;
      }
      if (gaps > MOST_GAPS || !(Ascii.isDigit(c) || PhoneShape.isGap(c))) {
        return false;
      }
      before = c;
    }
    return true;
  }

  /** Whether a number may begin here, or is written with brackets: cheap, before it is read. */
  static boolean mayOpen(FoldedText text, int firstDigit) {
    char before = text.at(firstDigit - 1);
    if (before == '(' || before == '+' || Surroundings.opens(text, firstDigit)) {
      return true;
    }
    int end = firstDigit;
    while (Ascii.isDigit(text.at(end)) && end - firstDigit < PhoneShape.MOST_DIGITS) {
      end++;
    }
    int next = end;
    while (next - end < PhoneShape.LONGEST_GAP
        && PhoneShape.isGap(text.at(next))
        && text.at(next) != '(') {
      next++;
    }
    return text.at(next) == '(';
  }

  /** Where a number begins, with its plus and bracket. */
  static int opening(FoldedText text, int firstDigit) {
    int start = firstDigit;
    if (text.at(start - 1) == '(') {
      start--;
    }
    if (text.at(start - 1) == '+') {
      start--;
    }
    return start < firstDigit && text.at(start) == '+' && text.at(start - 1) == '('
        ? start - 1
        : start;
  }
}
