package prefmill.transforms.mask.rules.contact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

/**
 * How a region writes its phone numbers.
 *
 * @param region its ISO 3166 code
 * @param code its country calling code
 * @param way its kind of national format
 */
record PhoneRegion(String region, int code, Way way) {
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
    OPEN;

    /** Whether some of a number's first groups may look right: a cheap no. */
    boolean mayLookRight(PhoneShape shape) {
      return switch (this) {
        case NORTH_AMERICAN -> shape.isNorthAmerican(3) || shape.isNorthAmerican(4);
        case TRUNK_ZERO -> shape.isBehindTrunkZero();
        case OPEN -> shape.groups() > 1;
      };
    }
  }

  static PhoneRegion of(String region) {
    int code = PHONES.getCountryCodeForRegion(region);
    if (code == NORTH_AMERICA) {
      return new PhoneRegion(region, code, Way.NORTH_AMERICAN);
    }
    boolean trunk = "0".equals(PHONES.getNddPrefixForRegion(region, true));
    return new PhoneRegion(region, code, trunk ? Way.TRUNK_ZERO : Way.OPEN);
  }

  /** Whether the first groups are written as the region's numbers are, by their digits alone. */
  boolean looksRight(PhoneShape shape, int count) {
    return switch (way) {
      case NORTH_AMERICAN -> shape.isNorthAmerican(count);
      case TRUNK_ZERO ->
          shape.isBehindTrunkZero()
              && shape.digits(count) >= LEAST_TRUNK_DIGITS
              && (shape.size(0) > 1 || shape.isBracketed())
              && !PhoneLookalikes.isSocial(shape, count)
              && !PhoneLookalikes.isZip(shape, count)
              && e164(shape, count) != null;
      case OPEN ->
          count > 1
              && shape.digits(count) >= LEAST_OPEN_DIGITS
              && !PhoneLookalikes.isAmount(shape, count)
              && e164(shape, count) != null;
    };
  }

  /** Whether numbers that look right are phone numbers without a further judgement. */
  boolean isSureOf(PhoneShape shape, int count) {
    return way == Way.NORTH_AMERICAN
        || (way == Way.TRUNK_ZERO && count > 1 && !PhoneLookalikes.isBinary(shape, count));
  }

  /** The number in E.164, or null if it has no possible length. */
  String e164(PhoneShape shape, int count) {
    String digits = shape.allDigits(count);
    boolean trunkOne = way == Way.NORTH_AMERICAN && digits.length() > 10 && digits.startsWith("1");
    String national = CallingCodes.national(code, trunkOne ? digits.substring(1) : digits);
    return national == null ? null : "+" + code + national;
  }

  /** The number in E.164 as libphonenumber reads it, or null if the region has no such number. */
  String judged(PhoneShape shape, int count, boolean mobile) {
    try {
      PhoneNumber number = PHONES.parse(shape.allDigits(count), region);
      boolean valid = PHONES.isValidNumber(number) && (!mobile || isMobile(number));
      return valid ? PHONES.format(number, PhoneNumberFormat.E164) : null;
    } catch (NumberParseException e) {
      // Not a phone number: an answer, not an error.
      return null;
    }
  }

  private static boolean isMobile(PhoneNumber number) {
    PhoneNumberType type = PHONES.getNumberType(number);
    return type == PhoneNumberType.MOBILE || type == PhoneNumberType.FIXED_LINE_OR_MOBILE;
  }
}
