package prefmill.transforms.mask.rules.identity;

/** The arithmetic of check digits over a number's digits, written without separators. */
final class CheckDigits {
  /** The dihedral group D5 and its permutation (Verhoeff 1969). */
  private static final String[] VERHOEFF = {
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210"
  };

  private static final String[] VERHOEFF_PLACES = {
    "0123456789", "1576283094", "5803796142", "8916043527",
    "9453126870", "4286573901", "2793806415", "7046913258"
  };

  private CheckDigits() {}

  /** The digit, or the value of a letter from A = 10, at a place. */
  static int at(String number, int place) {
    return Character.digit(number.charAt(place), 36);
  }

  /** The number that the digits from start to end make. */
  static int number(String number, int start, int end) {
    int value = 0;
    for (int i = start; i < end; i++) {
      value = value * 10 + at(number, i);
    }
    return value;
  }

  /** The sum of the first digits, each times its weight. */
  static int weighted(String number, int... weights) {
    int sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * at(number, i);
    }
    return sum;
  }

  /** The remainder of the digits from start to end. */
  static int modulo(String number, int start, int end, int divisor) {
    int remainder = 0;
    for (int i = start; i < end; i++) {
      remainder = (remainder * 10 + at(number, i)) % divisor;
    }
    return remainder;
  }

  /** Whether the last digit is right by ISO/IEC 7812, annex B. */
  static boolean luhn(String number) {
    int sum = 0;
    for (int i = 0; i < number.length(); i++) {
      int digit = at(number, number.length() - 1 - i);
      int weight = i % 2 == 0 ? digit : 2 * digit;
      sum += weight > 9 ? weight - 9 : weight;
    }
    return sum % 10 == 0;
  }

  /** Whether the last digit is right by ISO/IEC 7064, MOD 11,10. */
  static boolean mod11And10(String number) {
    int product = 10;
    for (int i = 0; i < number.length() - 1; i++) {
      int sum = (at(number, i) + product) % 10;
      product = 2 * (sum == 0 ? 10 : sum) % 11;
    }
    return (11 - product) % 10 == at(number, number.length() - 1);
  }

  /** Whether the last character is right by ISO/IEC 7064, MOD 11-2, X standing for ten. */
  static boolean mod11And2(String number) {
    int sum = 0;
    for (int i = 0; i < number.length() - 1; i++) {
      sum = 2 * (sum + at(number, i)) % 11;
    }
    int check = (12 - sum) % 11;
    return number.charAt(number.length() - 1) == (check == 10 ? 'X' : (char) ('0' + check));
  }

  /** Whether the last digit is right by Verhoeff's scheme. */
  static boolean verhoeff(String number) {
    int check = 0;
    for (int i = 0; i < number.length(); i++) {
      int digit = at(number, number.length() - 1 - i);
      int moved = VERHOEFF_PLACES[i % 8].charAt(digit) - '0';
      check = VERHOEFF[check].charAt(moved) - '0';
    }
    return check == 0;
  }

  /** Whether month and day, two digits each from a place, are those of some date. */
  static boolean isMonthAndDay(String number, int place) {
    return isDate(number(number, place, place + 2), number(number, place + 2, place + 4));
  }

  /** Whether there is such a day in such a month. */
  static boolean isDate(int month, int day) {
    int longest = month == 2 ? 29 : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    return month >= 1 && month <= 12 && day >= 1 && day <= longest;
  }
}
