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

  private static final int LONGEST_GAP = 3;

  private static final int MOST_GAPS = 4;

  private final FoldedText text;
  private final int start;
  private final int[] ends = new int[MOST_DIGITS];
  private final int[] sizes = new int[MOST_DIGITS];
  private final int[] totals = new int[MOST_DIGITS];
  private int groups;

  private PhoneShape(FoldedText text, int start) {
    this.text = text;
    this.start = start;
  }

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
      } else if (isGap(c)) {
        gaps += Ascii.isDigit(before) ? 1 : 0;
      }
      if (gaps > MOST_GAPS || !(Ascii.isDigit(c) || isGap(c))) {
        return false;
      }
      before = c;
    }
    return true;
  }

  /** The shape that begins with the first digit of a number. */
  static PhoneShape read(FoldedText text, int firstDigit) {
    PhoneShape shape = new PhoneShape(text, opening(text, firstDigit));
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
      shape.sizes[shape.groups] = i - group;
      shape.totals[shape.groups] = total;
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

  /** Whether it goes on in blanks behind another number, as a row of numbers does. */
  boolean isBehindNumber() {
    boolean blank = groups > 1 && separator(1) == ' ' && text.at(start) != '(';
    return blank && text.at(start - 1) == ' ' && Ascii.isDigit(text.at(start - 2));
  }

  /** The digits of its first so many groups, without the brackets' trunk zero in +44 (0)20. */
  String allDigits(int count) {
    StringBuilder digits = new StringBuilder(MOST_DIGITS);
    for (int i = 0; i < count; i++) {
      boolean trunk = i > 0 && isInternational() && size(i) == 1 && isZeroInBrackets(i);
      for (int place = ends[i] - sizes[i]; place < ends[i] && !trunk; place++) {
        digits.append(text.at(place));
      }
    }
    return digits.toString();
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
    boolean closed = count > 1 && text.at(ends[0]) == ')';
    return text.at(start) == '('
        && !Ascii.isAnyWord(text.at(start - 1))
        && closed
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

  private static int opening(FoldedText text, int firstDigit) {
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

  private static boolean isGap(char c) {
    return c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')';
  }
}
