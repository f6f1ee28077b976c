package prefmill.transforms.mask.rules.address;

import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.Surroundings;
import prefmill.transforms.mask.text.FoldedText;

/** A house's number with its letter, and the one that it goes to: 12a, 12-14, 12/14, 12 - 14. */
final class HouseNumber {
  private static final int LONGEST_SECOND = 4;
  private static final int LONGEST_APART = 3;

  private HouseNumber() {}

  /** The end of a number with its letter, given the end of its digits. */
  static int end(FoldedText text, int digits) {
    boolean lettered = Ascii.isLetter(text.at(digits)) && !Ascii.isWord(text.at(digits + 1));
    return lettered ? digits + 1 : digits;
  }

  /**
   * The end of the range that a number begins, or of the number itself if it begins none.
   *
   * @param rising whether the second number must be the greater one
   */
  static int rangeEnd(FoldedText text, int number, int digits, boolean rising) {
    int end = end(text, digits);
    int blank = text.at(end) == ' ' ? 1 : 0;
    char sign = text.at(end + blank);
    int second = end + blank + 1 + blank;
    boolean parted = sign == '-' || (sign == '/' && blank == 0);
    if (!parted || (blank > 0 && text.at(second - 1) != ' ')) {
      return end;
    }
    int last = AddressReading.digitsEnd(text, second);
    int longest = blank > 0 || sign == '/' ? LONGEST_APART : LONGEST_SECOND;
    int whole = end(text, last);
    boolean house =
        last > second
            && last - second <= longest
            && text.at(second) != '0'
            && Surroundings.closes(text, whole)
            && !(text.at(whole) == ':' && Ascii.isDigit(text.at(whole + 1)));
    boolean rises = isLess(text, number, digits, second, last);
    return house && (rises || (!rising && blank == 0)) ? whole : end;
  }

  private static boolean isLess(FoldedText text, int start, int end, int second, int last) {
    int fewer = Integer.compare(end - start, last - second);
    return fewer != 0 ? fewer < 0 : text.slice(start, end).compareTo(text.slice(second, last)) < 0;
  }
}
