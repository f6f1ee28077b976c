package prefmill.transforms.mask.rules.identity;

import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Surroundings;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.rules.Words;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * US social security numbers and taxpayer identification numbers: three, two and four digits parted
 * by hyphens; by blanks, dots or nothing only near a word that names them.
 *
 * <p>Area 000 and 666, group 00 and serial 0000 are never issued (SSA, number structure); areas
 * from 900 are taxpayer numbers (IRS, ITIN: groups 50 to 65, 70 to 88, 90 to 92, 94 to 99). The
 * value is the nine digits.
 */
public final class UsSsnRule implements PiiRule {
  private static final Words NAMES =
      Words.of("ssn ssns itin itins tin social taxpayer ss s.s.n socialsecurity");
  private static final int BEFORE = 40;
  private static final int BEHIND = 24;

  @Override
  public Trigger trigger() {
    return Trigger.wordsFrom(Trigger.DIGITS).then(Trigger.DIGITS, Trigger.DIGITS).ofDigits(9);
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    if (digits(text, at, 3) < 0 || !Surroundings.opens(text, at)) {
      return;
    }
    char separator = text.at(at + 3);
    boolean plain = Ascii.isDigit(separator);
    int width = plain ? 0 : 1;
    int group = at + 3 + width;
    int serial = group + 2 + width;
    int end = serial + 4;
    boolean parted =
        plain
            || ((separator == '-' || separator == ' ' || separator == '.')
                && text.at(serial - 1) == separator);
    if (!parted || !Surroundings.closes(text, end)) {
      return;
    }
    int area = digits(text, at, 3);
    int second = digits(text, group, 2);
    boolean issued =
        area > 0
            && area != 666
            && second > 0
            && digits(text, serial, 4) > 0
            && (area < 900 || isTaxpayers(second));
    if (issued && (separator == '-' || NAMES.isAround(text, at, end, BEFORE, BEHIND))) {
      found.add(
          at, end, text.slice(at, at + 3) + text.slice(group, group + 2) + text.slice(serial, end));
    }
  }

  private static boolean isTaxpayers(int group) {
    return group >= 50 && (group <= 65 || group >= 70) && group != 89 && group != 93;
  }

  /** The number of so many digits that stands here, or -1. */
  private static int digits(FoldedText text, int start, int count) {
    int value = 0;
    for (int i = start; i < start + count; i++) {
      if (!Ascii.isDigit(text.at(i))) {
        return -1;
      }
      value = value * 10 + text.at(i) - '0';
    }
    return value;
  }
}
