package prefmill.transforms.mask.corpus.values;

import java.util.Locale;
import java.util.Random;

/** Numbers of cards, accounts and documents, dates of birth, addresses and places on earth. */
public final class Papers {
  private static final String VOWEL = "AEIOU";

  private Papers() {}

  public static String card(Random random) {
    String form =
        Digits.pick(
            random,
            "4###############",
            "51##############",
            "2221############",
            "34#############",
            "37#############",
            "6011############",
            "3528############",
            "36############",
            "6212############",
            "50181234####",
            "2131###########");
    String number = Digits.until(random, form, Checks::isLuhn);
    if (number.length() != 16) {
      return number;
    }
    return Digits.write(
        number,
        Digits.pick(random, "################", "#### #### #### ####", "####-####-####-####"));
  }

  public static String iban(Random random) {
    String account =
        Digits.pick(
            random,
            "DE##################",
            "FR#######################",
            "GBNWBK##############",
            "NLABNA##########",
            "ES####################",
            "ITX######################",
            "CH#################",
            "AT################",
            "PL########################",
            "SE####################");
    String filled = Digits.fill(random, account);
    String iban = Checks.iban(filled.substring(0, 2), filled.substring(2));
    String grouped = iban.replaceAll("(.{4})(?=.)", "$1 ");
    return Digits.pick(
        random, iban, grouped, grouped.toLowerCase(Locale.ROOT), iban.toLowerCase(Locale.ROOT));
  }

  public static String codiceFiscale(Random random) {
    String code =
        Digits.fill(random, "RSS@" + VOWEL.charAt(random.nextInt(5)) + "@##")
            + "ABCDEHLMPRST".charAt(random.nextInt(12))
            + String.format("%02d", 1 + random.nextInt(28) + 40 * random.nextInt(2))
            + Digits.fill(random, "H###");
    if (random.nextInt(4) == 0) {
      code = code.substring(0, 14) + "LMNPQRSTUV".charAt(code.charAt(14) - '0');
    }
    return code + Checks.codiceFiscale(code);
  }

  public static String born(Random random) {
    String pattern =
        Digits.pick(
            random,
            "dd/MM/yyyy",
            "MM/dd/yyyy",
            "yyyy-MM-dd",
            "dd.MM.yyyy",
            "dd-MM-yyyy",
            "dd.MM.yy",
            "MM/dd/yy",
            "yyyy/MM/dd",
            "yyyyMMdd");
    return Digits.date(random, 1930, 2012, pattern);
  }

  public static String bornInWords(Random random) {
    int day = 1 + random.nextInt(28);
    int year = 1930 + random.nextInt(80);
    return Digits.pick(
        random,
        day + " March " + year,
        "March " + day + ", " + year,
        "Sept. " + day + ", " + year,
        "3rd of May, " + year,
        day + "-Jul-" + year,
        day + ". Oktober " + year,
        day + " janvier " + year,
        day + " de marzo de " + year,
        day + " maggio " + year);
  }

  public static String passport(Random random) {
    return Digits.fill(
        random,
        Digits.pick(
            random, "#########", "C0#X##T4#", "##@@#####", "@@#######", "@#######", "@@@######"));
  }

  public static String licence(Random random) {
    return Digits.fill(
        random,
        Digits.pick(
            random, "@#######", "#########", "@###-####-####", "@###############", "B##2RRE#I##"));
  }

  public static String britishLicence(Random random) {
    return Digits.fill(random, "@@@@@#")
        + Digits.pick(random, "01", "11", "51", "62")
        + Digits.pick(random, "05", "17", "28")
        + Digits.fill(random, "#@@#@@");
  }

  public static String street(Random random) {
    int number = 1 + random.nextInt(250);
    return switch (random.nextInt(8)) {
      case 0 ->
          number + Digits.pick(random, " Main Street", " Oak Avenue", " N. Elm St", " Lake Drive");
      case 1 ->
          number
              + Digits.pick(random, " High Street", " Station Road", " Mill Lane", " Kings Court");
      case 2 -> number + " West 42nd Street, Apt 5B, Springfield, IL 6270" + random.nextInt(10);
      case 3 ->
          Digits.pick(
                  random, "Hauptstraße ", "Lindenweg ", "Berliner Str. ", "Kurt-Schumacher-Allee ")
              + number;
      case 4 ->
          number
              + Digits.pick(
                  random,
                  " rue de la Paix",
                  ", avenue Victor Hugo",
                  " bis rue Lecourbe",
                  " bd Voltaire");
      case 5 ->
          Digits.pick(
                  random, "Calle Mayor ", "Avenida de América ", "Paseo de Gracia, ", "C/ Alcalá ")
              + number;
      case 6 -> Digits.pick(random, "Via Roma ", "Viale Monza, ", "Piazza del Popolo ") + number;
      default -> Digits.pick(random, "Kerkstraat ", "Prinsengracht ", "Stationsplein ") + number;
    };
  }

  public static String postal(Random random) {
    return Digits.pick(
        random,
        "SW1A 1AA",
        "M1 1AE",
        "CR2 6XH",
        "K1A 0B1",
        "V5K 1B8",
        "Austin, TX 78701",
        "New York, NY 10001-1234",
        "P.O. Box 12" + random.nextInt(100),
        "PO Box " + random.nextInt(9000),
        "Postfach 12 34 56");
  }

  public static String coordinates(Random random) {
    String north = Digits.fill(random, "4#.1#####");
    String east = Digits.fill(random, "1#.2#####");
    return Digits.pick(
        random,
        north + ", " + east,
        "-" + north + ", -7" + east.substring(1),
        north + "," + east,
        north + "° N, " + east + "° W",
        Digits.fill(random, "4#°2#'3#\"N 7#°1#'1#\"W"),
        Digits.fill(random, "4#° 2#′ 3#″ N, 7#° 1#′ 1#″ W"),
        "geo:" + north + "," + east);
  }
}
