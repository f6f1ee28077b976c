package prefmill.transforms.mask.rules.contact;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The lengths of phone numbers by country calling code, as libphonenumber has them (ITU-T E.164).
 *
 * <p>Learned on first use, so that numbers are judged by their digits alone. Safe for use by
 * several threads.
 */
final class CallingCodes {
  private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
  private static final Set<Integer> CODES = PHONES.getSupportedCallingCodes();
  private static final int LONGEST_CODE = 3;
  private static final int LEAST = 4;
  private static final int MOST = 15;
  private static final AtomicReferenceArray<Plan> PLANS = new AtomicReferenceArray<>(1_000);

  /**
   * What is known about a code.
   *
   * @param lengths a bit for each possible length
   * @param trunkZero whether a zero is dialled before national numbers only at home
   */
  private record Plan(int lengths, boolean trunkZero) {}

  private CallingCodes() {}

  /** The number in E.164, given its digits from the country code on, or null if it cannot be. */
  static String e164(String digits) {
    int code = 0;
    for (int length = 1; length <= LONGEST_CODE && length < digits.length(); length++) {
      code = code * 10 + digits.charAt(length - 1) - '0';
      if (CODES.contains(code)) {
        String national = national(code, digits.substring(length));
        return national == null ? null : "+" + code + national;
      }
    }
    return null;
  }

  /** The national number without its trunk zero, or null if it has no possible length. */
  static String national(int code, String digits) {
    Plan plan = plan(code);
    String national = plan.trunkZero() && digits.startsWith("0") ? digits.substring(1) : digits;
    boolean possible = (plan.lengths() >>> national.length() & 1) == 1;
    return possible && !national.startsWith("00") ? national : null;
  }

  private static Plan plan(int code) {
    Plan plan = PLANS.get(code);
    if (plan == null) {
      int lengths = 0;
      long least = 1;
      for (int length = 1; length <= MOST; length++) {
        PhoneNumber number = new PhoneNumber().setCountryCode(code).setNationalNumber(2 * least);
        lengths |= length >= LEAST && PHONES.isPossibleNumber(number) ? 1 << length : 0;
        least *= 10;
      }
      String region = PHONES.getRegionCodeForCountryCode(code);
      boolean country = !PhoneNumberUtil.REGION_CODE_FOR_NON_GEO_ENTITY.equals(region);
      plan = new Plan(lengths, country && "0".equals(PHONES.getNddPrefixForRegion(region, true)));
      PLANS.set(code, plan);
    }
    return plan;
  }
}
