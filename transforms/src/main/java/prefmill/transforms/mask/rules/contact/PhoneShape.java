package prefmill.transforms.mask.rules.contact;

import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.Surroundings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * A number that might be a phone number: groups of digits with what people write between them.
 *
 * <p>Reads at most {@link #MOST_DIGITS} digits, so that a long row of numbers costs no more.
 */
final class PhoneShape {
  /** The most digits of a number with its country code, and a trunk zero. */
  static final int MOST_DIGITS = 16;

  /** The most characters between two groups. */
  static final int LONGEST_GAP = 3;

  private final FoldedText text;
  private final int start;
  private final int[] ends = new int[MOST_DIGITS];
  private final byte[] sizes = new byte[MOST_DIGITS];
  private final byte[] totals = new byte[MOST_DIGITS];
  private int groups;
  private int joined;
  private String allDigits = "";

  private PhoneShape(FoldedText text, int start) {
    this.text = text;
    this.start = start;
  }

  /** The shape that begins with the first digit of a number. */
  static PhoneShape read(FoldedText text, int firstDigit) {
    PhoneShape shape = new PhoneShape(text, PhoneStart.opening(text, firstDigit));
    int total = 0;
    int i = firstDigit;
    while (shape.groups < MOST_DIGITS) {
      int group = i;
      while (Ascii.isDigit(text.at(i)) && total + i - group <= MOST_DIGITS) {
        i++;
      }
      total += i - group;
      if (total > MOST_DIGITS) {
        break;
      }
      shape.sizes[shape.groups] = (byte) (i - group);
      shape.totals[shape.groups] = (byte) total;
      shape.ends[shape.groups++] = i;
      i = nextGroup(text, i);
      if (i < 0) {
        break;
      }
    }
    return shape;
  }

  /** Where it begins, with its plus and bracket. */
  int start() {
    return start;
  }

  /** How many groups of digits were read. */
  int groups() {
    return groups;
  }

  /** The end of its first so many groups. */
  int end(int count) {
    return ends[count - 1];
  }

  /** How many digits a group has, from 0. */
  int size(int group) {
    return sizes[group];
  }

  /** How many digits its first so many groups have. */
  int digits(int count) {
    return totals[count - 1];
  }

  /** Whether it names its country behind a plus. */
  boolean isInternational() {
    return text.at(start) == '+' || (text.at(start) == '(' && text.at(start + 1) == '+');
  }

  /** Whether it names its country behind the prefix 00. */
  boolean isDialledAbroad() {
    int first = ends[0] - sizes[0];
    return text.has(first, "00") && text.at(first + 2) >= '1' && text.at(first + 2) <= '9';
  }

  /** Whether it begins with one zero. */
  boolean isBehindTrunkZero() {
    if (first(0) != '0') {
      return false;
    }
    if (sizes[0] > 1) {
      return text.at(ends[0] - sizes[0] + 1) != '0';
    }
    return groups == 1 || first(1) != '0';
  }

  /** The first digit of a group, from 0. */
  char first(int group) {
    return text.at(ends[group] - sizes[group]);
  }

  /** The character before a group, from 1. */
  char separator(int group) {
    return text.at(ends[group] - sizes[group] - 1);
  }

  /** Whether its area code stands in brackets. */
  boolean isBracketed() {
    return text.at(start) == '(' || (groups > 1 && separator(1) == '(');
  }

  /** Whether its first group stands in brackets. */
  boolean opensInBrackets() {
    return text.at(start) == '(' && groups > 1 && text.at(ends[0]) == ')';
  }

  /** Whether it goes on in blanks behind another number, as a row of numbers does. */
  boolean isBehindNumber() {
    boolean blank = groups > 1 && separator(1) == ' ' && text.at(start) != '(';
    return blank && isBehindNumber(text, start);
  }

  /** Whether a number stands before a place, with a blank between them. */
  static boolean isBehindNumber(FoldedText text, int place) {
    return text.at(place - 1) == ' ' && Ascii.isDigit(text.at(place - 2));
  }

  /** The digits of its first so many groups, without the brackets' trunk zero in +44 (0)20. */
  String allDigits(int count) {
    if (count != joined) {
      joined = count;
      allDigits = join(count);
    }
    return allDigits;
  }

  private String join(int count) {
    char[] digits = new char[MOST_DIGITS];
    int length = 0;
    for (int i = 0; i < count; i++) {
      boolean trunk = i > 0 && isInternational() && size(i) == 1 && isZeroInBrackets(i);
      for (int place = ends[i] - sizes[i]; place < ends[i] && !trunk; place++) {
        digits[length++] = text.at(place);
      }
    }
    return new String(digits, 0, length);
  }

  /** Whether it is written 3-3-4, behind a 1 or not, as area, exchange and line may be. */
  boolean isNorthAmerican(int count) {
    int area = count == 4 && size(0) == 1 && first(0) == '1' ? 1 : 0;
    return count == area + 3
        && count <= groups
        && size(area) == 3
        && size(area + 1) == 3
        && size(area + 2) == 4
        && first(area) >= '2'
        && first(area + 1) >= '2';
  }

  /** Whether an area code in brackets opens it, and no year of a source that is quoted. */
  boolean isAreaInBrackets(int count) {
    int digits = digits(count);
    return opensInBrackets()
        && !Ascii.isAnyWord(text.at(start - 1))
        && count > 1
        && count <= 4
        && sizes[0] >= 2
        && sizes[0] <= 5
        && digits >= 8
        && digits <= 12
        && sizes[1] >= 2
        && !isYear(0);
  }

  private boolean isZeroInBrackets(int group) {
    int place = ends[group] - 1;
    return text.at(place) == '0' && text.at(place - 1) == '(' && text.at(place + 1) == ')';
  }

  /** Whether a group is a year. */
  boolean isYear(int group) {
    int start = ends[group] - sizes[group];
    return sizes[group] == 4 && (text.has(start, "19") || text.has(start, "20"));
  }

  /** Whether it may stand between its neighbours: no piece of a word or of a longer number. */
  boolean stands(int count) {
    int end = end(count);
    return Surroundings.closes(text, end) || PhoneExtension.end(text, end) > end;
  }

  private static int nextGroup(FoldedText text, int end) {
    int i = end;
    boolean dash = false;
    while (i - end < LONGEST_GAP && isGap(text.at(i))) {
      dash |= text.at(i) == '-' || text.at(i) == '.' || text.at(i) == '/';
      i++;
    }
    boolean blanks = !dash && i - end == LONGEST_GAP && text.at(end + 1) == ' ';
    return i > end && !blanks && Ascii.isDigit(text.at(i)) ? i : -1;
  }

  /** Whether a character may stand between groups. */
  static boolean isGap(char c) {
    return c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')';
  }
}
