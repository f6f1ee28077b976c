package prefmill.transforms.mask.rules.birth;

import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.CharSet;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.text.FoldedText;

/**
 * A date in one of the ways in which people write dates.
 *
 * @param start its first character
 * @param end the place after its last character
 * @param first its year; or the first number as it stands, where day and month cannot be told apart
 * @param second its month, or the second number
 * @param third its day, or the year
 */
record WrittenDate(int start, int end, int first, int second, int third) {
  private static final int LONGEST_GAP = 5;
  private static final int LONGEST = Trigger.WINDOW - 2;
  private static final CharSet GAPS = CharSet.of(" .,-/'");
  private static final int LEAST_MONTH = 3;
  private static final String[] PARTICLES = {"of ", "de ", "del ", "di "};

  /** Its three numbers. */
  String value() {
    return first + "-" + second + "-" + third;
  }

  /** The date whose first number begins here, or null. */
  static WrittenDate read(FoldedText text, int at) {
    int digits = run(text, at);
    if (digits == 8) {
      return inOnePiece(text, at);
    }
    if (digits != 1 && digits != 2 && digits != 4) {
      return null;
    }
    WrittenDate date = inNumbers(text, at, digits);
    if (date == null && digits < 4) {
      date = dayFirst(text, at, digits);
    }
    return date == null && digits < 4 ? monthFirst(text, at, digits) : date;
  }

  private static WrittenDate inOnePiece(FoldedText text, int at) {
    int year = number(text, at, 4);
    if (year >= 1880 && year <= 2100) {
      return of(at, at + 8, year, number(text, at + 4, 2), number(text, at + 6, 2));
    }
    return of(at, at + 8, number(text, at + 4, 4), number(text, at + 2, 2), number(text, at, 2));
  }

  private static WrittenDate inNumbers(FoldedText text, int at, int digits) {
    char separator = text.at(at + digits);
    if (separator != '.' && separator != '/' && separator != '-' && separator != ' ') {
      return null;
    }
    int second = at + digits + 1;
    second += separator == '.' && text.at(second) == ' ' ? 1 : 0;
    int secondDigits = run(text, second);
    int third = second + secondDigits + 1;
    boolean parted = text.at(second + secondDigits) == separator;
    third += parted && separator == '.' && text.at(third) == ' ' ? 1 : 0;
    int thirdDigits = run(text, third);
    if (!parted || secondDigits < 1 || secondDigits > 2) {
      return null;
    }
    int a = number(text, at, digits);
    int b = number(text, second, secondDigits);
    int c = number(text, third, thirdDigits);
    int end = third + thirdDigits;
    if (digits == 4) {
      return thirdDigits < 1 || thirdDigits > 2 ? null : of(at, end, a, b, c);
    }
    if (thirdDigits != 2 && thirdDigits != 4) {
      return null;
    }
    if (a <= 12 && b <= 12 && a != b) {
      boolean possible = a > 0 && b > 0;
      return possible ? new WrittenDate(at, end, a, b, c) : null;
    }
    return a > 12 ? of(at, end, c, b, a) : of(at, end, c, a, b);
  }

  /** 12 March 1985, 12th of March, 1985, 12. März 1985, 12 de marzo de 1985, 12-Mar-85. */
  private static WrittenDate dayFirst(FoldedText text, int at, int digits) {
    int month = skip(text, skipOrdinal(text, at + digits));
    month = skipParticle(text, month);
    int monthEnd = wordEnd(text, month);
    if (monthEnd - month < LEAST_MONTH || !Months.has(text, month, monthEnd)) {
      return null;
    }
    int year = skip(text, skipParticle(text, skip(text, monthEnd)));
    int yearDigits = run(text, year);
    if ((yearDigits != 4 && yearDigits != 2) || year - at > LONGEST) {
      return null;
    }
    return of(
        at,
        year + yearDigits,
        number(text, year, yearDigits),
        Months.number(text, month, monthEnd),
        number(text, at, digits));
  }

  /** March 12, 1985. */
  private static WrittenDate monthFirst(FoldedText text, int at, int digits) {
    int year = skip(text, skipOrdinal(text, at + digits));
    if (run(text, year) != 4) {
      return null;
    }
    int monthEnd = at;
    while (at - monthEnd < 2 && (text.at(monthEnd - 1) == ' ' || text.at(monthEnd - 1) == '.')) {
      monthEnd--;
    }
    int month = monthEnd;
    while (monthEnd - month < 10 && Ascii.isAnyWord(text.at(month - 1))) {
      month--;
    }
    if (!Months.has(text, month, monthEnd)) {
      return null;
    }
    return of(
        month,
        year + 4,
        number(text, year, 4),
        Months.number(text, month, monthEnd),
        number(text, at, digits));
  }

  private static WrittenDate of(int start, int end, int year, int month, int day) {
    boolean possible = month >= 1 && month <= 12 && day >= 1 && day <= 31;
    return possible ? new WrittenDate(start, end, year, month, day) : null;
  }

  private static int skipOrdinal(FoldedText text, int place) {
    if (!Ascii.isLetter(text.at(place))) {
      return place;
    }
    boolean ordinal =
        text.has(place, "st")
            || text.has(place, "nd")
            || text.has(place, "rd")
            || text.has(place, "th")
            || text.has(place, "er");
    return ordinal ? place + 2 : place;
  }

  /** Past "of", "de", "del" or "di" and the blank behind it. */
  private static int skipParticle(FoldedText text, int place) {
    if (text.at(place) != 'o' && text.at(place) != 'd') {
      return place;
    }
    for (String particle : PARTICLES) {
      if (text.has(place, particle)) {
        return place + particle.length();
      }
    }
    return place;
  }

  private static int skip(FoldedText text, int place) {
    int i = place;
    while (i - place < LONGEST_GAP && GAPS.has(text.at(i))) {
      i++;
    }
    return i;
  }

  private static int wordEnd(FoldedText text, int start) {
    int end = start;
    while (end - start < 12 && Ascii.isAnyWord(text.at(end)) && !Ascii.isDigit(text.at(end))) {
      end++;
    }
    return end;
  }

  private static int run(FoldedText text, int start) {
    int end = start;
    while (end - start < 9 && Ascii.isDigit(text.at(end))) {
      end++;
    }
    return end - start;
  }

  private static int number(FoldedText text, int start, int digits) {
    int value = 0;
    for (int i = start; i < start + digits; i++) {
      value = value * 10 + text.at(i) - '0';
    }
    return value;
  }
}
