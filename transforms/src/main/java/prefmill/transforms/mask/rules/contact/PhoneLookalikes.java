package prefmill.transforms.mask.rules.contact;

/** What is written in groups of digits as phone numbers are, and is something else. */
final class PhoneLookalikes {
  private PhoneLookalikes() {}

  /** Whether it is written as a social security number is. */
  static boolean isSocial(PhoneShape shape, int count) {
    return count == 3
        && shape.size(0) == 3
        && shape.size(1) == 2
        && shape.size(2) == 4
        && shape.separator(1) == shape.separator(2);
  }

  /** Whether it is written as a postal code of the United States is. */
  static boolean isZip(PhoneShape shape, int count) {
    return count == 2 && shape.size(0) == 5 && shape.size(1) == 4 && shape.separator(1) == '-';
  }

  /** Whether the first groups are four parts of an address, or hold a date or two years. */
  static boolean isAddressOrDate(PhoneShape shape, int count) {
    if (count == 2 && shape.isYear(0) && shape.isYear(1)) {
      return true;
    }
    boolean quad =
        count == 4
            && shape.separator(1) == '.'
            && shape.separator(2) == '.'
            && shape.separator(3) == '.';
    if (quad && shape.size(3) < 4 && shape.first(0) != '0') {
      return true;
    }
    for (int i = 0; i + 2 < count; i++) {
      char separator = shape.separator(i + 1);
      boolean alike = separator == shape.separator(i + 2) && separator != ' ';
      boolean yearLast = shape.size(i) <= 2 && shape.size(i + 1) <= 2 && shape.isYear(i + 2);
      boolean yearFirst = shape.isYear(i) && shape.size(i + 1) <= 2 && shape.size(i + 2) <= 2;
      if (alike && (yearLast || yearFirst)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it may as well be an amount: groups of three behind the first. */
  static boolean isAmount(PhoneShape shape, int count) {
    for (int i = 1; i < count; i++) {
      if (shape.size(i) != 3) {
        return false;
      }
    }
    return shape.size(0) <= 3;
  }

  /** Whether it is written in zeros and ones alone. */
  static boolean isBinary(PhoneShape shape, int count) {
    return shape.allDigits(count).chars().allMatch(c -> c <= '1');
  }
}
