package prefmill.runners.quickstart.corpus;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Invented personal data that validators take for real: check digits are right. */
final class PersonalData {
  private static final List<String> FIRST =
      List.of(
          "anna", "bruno", "chioma", "dmitri", "elena", "farid", "greta", "hiro", "ines", "jonas",
          "karim", "lucia", "mina", "noah", "olga", "pavel", "rosa", "samir", "tova", "viktor");
  private static final List<String> LAST =
      List.of(
          "berg",
          "costa",
          "dubois",
          "eriksen",
          "fischer",
          "garcia",
          "haddad",
          "ivanov",
          "jansen",
          "kowalski",
          "lindgren",
          "moreau",
          "nakamura",
          "okafor",
          "pereira",
          "quist",
          "rossi",
          "schmidt",
          "tanaka",
          "weber");
  private static final List<String> HOSTS =
      List.of("example.org", "example.com", "example.net", "mail.example.org");

  private PersonalData() {}

  /** One person's e-mail address, phone number, payment card and bank account. */
  static Map<String, String> of(RandomGenerator random) {
    return Map.of(
        "email", email(random),
        "phone", phone(random),
        "card", card(random),
        "iban", iban(random));
  }

  static String email(RandomGenerator random) {
    return "%s.%s%s@%s"
        .formatted(
            pick(FIRST, random), pick(LAST, random), random.nextInt(100), pick(HOSTS, random));
  }

  private static String phone(RandomGenerator random) {
    return String.format(Locale.ROOT, "+1 212-555-%04d", random.nextInt(10_000));
  }

  /** A sixteen-digit number whose last digit is the Luhn check digit. */
  static String card(RandomGenerator random) {
    StringBuilder digits = new StringBuilder("4");
    while (digits.length() < 15) {
      digits.append(random.nextInt(10));
    }
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      int digit = digits.charAt(14 - i) - '0';
      int weighted = i % 2 == 0 ? 2 * digit : digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    digits.append((10 - sum % 10) % 10);
    return digits.toString().replaceAll("(\\d{4})(?=\\d)", "$1 ");
  }

  /** A German account number with its two check digits (ISO 13616, mod 97). */
  static String iban(RandomGenerator random) {
    String account =
        String.format(
            Locale.ROOT, "%08d%010d", random.nextInt(100_000_000), random.nextInt(1_000_000_000));
    int rest = new BigInteger(account + "131400").mod(BigInteger.valueOf(97)).intValue();
    String plain = String.format(Locale.ROOT, "DE%02d%s", 98 - rest, account);
    return plain.replaceAll("(.{4})(?=.)", "$1 ");
  }

  private static String pick(List<String> all, RandomGenerator random) {
    return all.get(random.nextInt(all.size()));
  }
}
