package prefmill.transforms.mask.corpus.values;

import java.math.BigInteger;

/** Check digits of ids that banks and issuers give, and of Italy's codice fiscale. */
public final class Checks {
  private static final String ODD = "BAKPLCQDREVOSFTGUHMINJWZYX";

  private Checks() {}

  public static boolean isLuhn(String digits) {
    int sum = 0;
    boolean twice = false;
    for (int i = digits.length() - 1; i >= 0; i--) {
      int digit = digits.charAt(i) - '0';
      sum += twice ? ((digit * 2) / 10) + ((digit * 2) % 10) : digit;
      twice = !twice;
    }
    return sum % 10 == 0;
  }

  /** The check digits of an IBAN. */
  public static String iban(String country, String account) {
    StringBuilder number = new StringBuilder();
    String moved = account + country + "00";
    for (int i = 0; i < moved.length(); i++) {
      char c = moved.charAt(i);
      number.append(Character.digit(c, 36));
    }
    int rest = new BigInteger(number.toString()).mod(BigInteger.valueOf(97)).intValue();
    return country + String.format("%02d", 98 - rest) + account;
  }

  /** The sixteenth letter: the odd places count by the rank of their letter in a given order. */
  public static char codiceFiscale(String fifteen) {
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      char c = fifteen.charAt(i);
      int rank = Character.isDigit(c) ? c - '0' : c - 'A';
      sum += i % 2 == 1 ? rank : ODD.indexOf('A' + rank);
    }
    return (char) ('A' + sum % 26);
  }
}
