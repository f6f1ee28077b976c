package prefmill.transforms.mask.rules.contact;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

/**
 * How a region writes its phone numbers.
 *
 * @param code its ISO 3166 code
 * @param way its kind of national format
 */
record PhoneRegion(String code, Way way) {
  private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
  private static final int NORTH_AMERICA = 1;
  private static final int LEAST_TRUNK_DIGITS = 9;
  private static final int LEAST_OPEN_DIGITS = 8;

  /** A kind of national format. */
  enum Way {
    /** 3-3-4 digits, behind a 1 or not. */
    NORTH_AMERICAN,
    /** Behind a trunk zero. */
    TRUNK_ZERO,
    /** Without any prefix. */
    OPEN
  }

  static PhoneRegion of(String code) {
    if (PHONES.getCountryCodeForRegion(code) == NORTH_AMERICA) {
      return new PhoneRegion(code, Way.NORTH_AMERICAN);
    }
    boolean trunk = "0".equals(PHONES.getNddPrefixForRegion(code, true));
    return new PhoneRegion(code, trunk ? Way.TRUNK_ZERO : Way.OPEN);
  }

  /** Whether the first groups are written as a phone number is: cheap, before they are parsed. */
  boolean looksRight(PhoneShape shape, int count, boolean phoneContext) {
    if (phoneContext) {
      return true;
    }
    return switch (way) {
      case NORTH_AMERICAN -> isThreeThreeFour(shape, count);
      case TRUNK_ZERO ->
          shape.first(0) == '0'
              && shape.digits(count) >= LEAST_TRUNK_DIGITS
              && (shape.size(0) > 1 || shape.isBracketed());
      case OPEN ->
          count > 1 && shape.digits(count) >= LEAST_OPEN_DIGITS && !isThousands(shape, count);
    };
  }

  /**
   * Whether the number is one of the region's; without a word that speaks of phones, a number in
   * one piece only if it is a mobile's.
   */
  boolean accepts(PhoneNumber number, PhoneShape shape, int count, boolean phoneContext) {
    if (way == Way.NORTH_AMERICAN && isThreeThreeFour(shape, count)) {
      return PHONES.isPossibleNumber(number);
    }
    if (!PHONES.isValidNumber(number)) {
      return false;
    }
    return phoneContext || count > 1 || isMobile(number);
  }

  private static boolean isMobile(PhoneNumber number) {
    PhoneNumberType type = PHONES.getNumberType(number);
    return type == PhoneNumberType.MOBILE || type == PhoneNumberType.FIXED_LINE_OR_MOBILE;
  }

  private static boolean isThreeThreeFour(PhoneShape shape, int count) {
    int area = count == 4 && shape.size(0) == 1 && shape.first(0) == '1' ? 1 : 0;
    return count == area + 3
        && shape.size(area) == 3
        && shape.size(area + 1) == 3
        && shape.size(area + 2) == 4
        && shape.first(area) >= '2'
        && shape.first(area + 1) >= '2';
  }

  /** Whether it may as well be an amount: groups of three behind the first. */
  private static boolean isThousands(PhoneShape shape, int count) {
    for (int i = 1; i < count; i++) {
      if (shape.size(i) != 3) {
        return false;
      }
    }
    return shape.size(0) <= 3;
  }
}
