package prefmill.transforms.mask.corpus.values;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;

/** Ways to reach a person or a machine: phone numbers, e-mail, network and web addresses. */
public final class Contacts {
  private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
  private static final List<String> REGIONS =
      List.copyOf(new TreeSet<>(PHONES.getSupportedRegions()));

  private Contacts() {}

  /** An example number of any region in one of the international formats. */
  public static String international(Random random) {
    PhoneNumber number = example(random, REGIONS.get(random.nextInt(REGIONS.size())));
    String written = PHONES.format(number, PhoneNumberFormat.INTERNATIONAL);
    return switch (random.nextInt(5)) {
      case 0 -> PHONES.format(number, PhoneNumberFormat.E164);
      case 1 -> written.replace('-', '.').replace(' ', '.');
      case 2 -> written.replace(' ', '-');
      case 3 -> "00" + written.substring(1);
      default -> written;
    };
  }

  /** An example number of one of the default regions as it is written at home. */
  public static String national(Random random) {
    String region = Digits.pick(random, "US", "GB", "DE", "FR");
    return PHONES.format(example(random, region), PhoneNumberFormat.NATIONAL);
  }

  /** An example number of any region as it is written at home, of seven digits or more. */
  public static String anyNational(Random random) {
    String written = "";
    while (written.replaceAll("\\D", "").length() < 7) {
      PhoneNumber number = example(random, REGIONS.get(random.nextInt(REGIONS.size())));
      written = PHONES.format(number, PhoneNumberFormat.NATIONAL);
    }
    return written;
  }

  private static PhoneNumber example(Random random, String region) {
    PhoneNumberType type = Digits.pick(random, PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE);
    PhoneNumber number = PHONES.getExampleNumberForType(region, type);
    PhoneNumber found = number == null ? PHONES.getExampleNumber(region) : number;
    // the last digits vary, so that no example is learned by heart
    long varied = found.getNationalNumber() / 100 * 100 + random.nextInt(100);
    return new PhoneNumber().mergeFrom(found).setNationalNumber(varied);
  }

  /** A number as forms and generators of test data write them in North America. */
  public static String american(Random random) {
    String area = Digits.fill(random, Digits.pick(random, "2##", "4##", "7##", "9##"));
    String exchange = Digits.fill(random, Digits.pick(random, "2##", "5##", "8##"));
    String form =
        Digits.pick(
            random,
            "A-E-####",
            "(A)E-####",
            "(A) E-####",
            "A.E.####",
            "1-A-E-####",
            "001-A-E-####",
            "+1-A-E-####",
            "A-E-####x###",
            "(A)E-####x#####",
            "001-A-E-####x####",
            "A.E.####x##",
            "A E ####",
            "+1 A E ####");
    return Digits.fill(random, form.replace("A", area).replace("E", exchange));
  }

  public static String email(Random random) {
    String name =
        Digits.pick(
            random, "anna.schmidt", "o'neil", "bob+news", "j_doe99", "MARIA", "x", "d-artagnan");
    return name + "@" + host(random);
  }

  public static String obfuscated(Random random) {
    String name = Digits.pick(random, "anna.schmidt", "bob", "j_doe99", "maria");
    String[] at =
        Digits.pick(random, " at | dot ", " [at] | [dot] ", "(at)|(dot)", " AT | DOT ")
            .split("\\|", -1);
    return name + at[0] + host(random).replace(".", at[1]);
  }

  private static String host(Random random) {
    return Digits.pick(
        random, "example.com", "mail.example.org", "web.de", "firma-x.fr", "uni.ac.uk", "acme.io");
  }

  public static String url(Random random) {
    String path =
        Digits.pick(random, "", "/", "/a/b.html", "/wiki/Foo_(bar)", "?q=1&lang=de", ":8080/x");
    return Digits.pick(
        random,
        "https://" + host(random) + path,
        "http://www." + host(random) + path,
        "www." + host(random) + path,
        host(random) + path.replace("?q", "/?q"),
        "ftp://files." + host(random) + path);
  }

  public static String ipv4(Random random) {
    return (1 + random.nextInt(126))
        + Digits.fill(random, ".1##.##.#").replaceAll("\\.0(?=\\d)", ".3");
  }

  public static String ipv6(Random random) {
    String group = Integer.toHexString(0x1000 + random.nextInt(0xEFFF));
    return Digits.pick(
        random,
        "2001:db8::" + group,
        "2001:0db8:85a3:0000:0000:8a2e:0370:" + group,
        "fe80::1ff:fe23:4567:" + group,
        "2a02:8071:" + group + "::1",
        "::ffff:192.0.2.33");
  }

  public static String mac(Random random) {
    String hex = "0a1b2c" + Integer.toHexString(0x100000 + random.nextInt(0xEFFFFF));
    return Digits.write(
        random.nextBoolean() ? hex : hex.toUpperCase(Locale.ROOT),
        Digits.pick(random, "##:##:##:##:##:##", "##-##-##-##-##-##", "####.####.####"));
  }
}
