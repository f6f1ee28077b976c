package prefmill.transforms.mask;

import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Values of each type, surroundings, and texts that mix them with what only looks like them. */
public final class SampleTexts {
  static final Map<PiiType, List<String>> VALUES =
      Map.ofEntries(
          entry(
              PiiType.EMAIL,
              "anna.schmidt@example.com",
              "o'neil@sub.example.ie",
              "Bob+tag@EXAMPLE.org",
              "ann [at] example [dot] com"),
          entry(
              PiiType.PHONE,
              "+49 151 23456789",
              "(415) 555-2671",
              "415.555.2671",
              "030 1234567",
              "+14155552671"),
          entry(
              PiiType.PAYMENT_CARD, "4111111111111111", "5500-0000-0000-0004", "3782 822463 10005"),
          entry(PiiType.IBAN, "DE89 3704 0044 0532 0130 00", "GB29NWBK60161331926819"),
          entry(
              PiiType.IP_ADDRESS,
              "10.11.12.13",
              "2001:db8::8a2e:370:7334",
              "fe80::1ff:fe23:4567:890a"),
          entry(PiiType.MAC_ADDRESS, "00:1A:2B:3C:4D:5E", "0a-1b-2c-3d-4e-5f", "001a.2b3c.4d5e"),
          entry(PiiType.US_SSN, "123-45-6789"),
          entry(
              PiiType.NATIONAL_ID,
              "AB 12 34 56 C",
              "86 095 742 719",
              "RSSMRA85T10A562S",
              "12345678Z",
              "529.982.247-25",
              "S1234567D"),
          entry(PiiType.DRIVING_LICENCE, "MORGA657054SM9IJ"),
          entry(PiiType.ADDRESS, "12 Main Street", "Hauptstraße 12", "K1A 0B1", "SW1A 1AA"),
          entry(PiiType.COORDINATES, "52.520008, 13.404954", "40°26'46\"N 79°58'56\"W"),
          entry(
              PiiType.CRYPTO_WALLET,
              "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
              "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
              "0x52908400098527886e0f7030069857d2e4169ee7"),
          entry(
              PiiType.SECRET,
              "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
              "AKIAIOSFODNN7EXAMPLE",
              "sk-proj-abc123def456ghi789jkl",
              "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N"));

  private static final List<String> AROUND =
      List.of(
          " ", "\n", "\"", "'", "(", ")", "[", "]", ", ", ". ", ": ", "; ", "! ", "?", "<", ">",
          "|", "\t", "*", "**", "`", "{", "}", "\r\n", "\\n", "\\\"", "„", "“", "你", " is ",
          " mail: ", "; see ", "\u00A0", "&nbsp;");

  private static final List<String> OTHER =
      List.of(
          "2024-11-20 10:30",
          "v1.2.3.4",
          "978-3-16-148410-0",
          "order 4155552671",
          "3.14159",
          "a@b",
          "550e8400-e29b-41d4-a716-446655440000",
          "std::vector<int> x;",
          "https://u:p4ss@host/x?token=",
          "$1,299.00",
          "key=",
          "password: ",
          "born ",
          "passport ",
          "BSN ",
          "geo:",
          " at x dot com",
          "12.03.1985",
          "C01X00T47",
          " Street",
          "rue de ",
          "Tel. ",
          "@",
          "::",
          "1.1.",
          "+",
          "00",
          "4111 1111 ",
          "-----BEGIN PRIVATE KEY-----",
          "eyJ",
          "<EMAIL_1>",
          "<PHONE#0123456789abcdef>",
          "<",
          "Anna",
          "anna schmidt",
          "Ann",
          "x",
          "7",
          "-",
          "/",
          ".",
          "\\",
          "\\u0040",
          "&#64;",
          "&commat;",
          "&amp;",
          "%40",
          "%2540",
          "%20",
          "%",
          "&",
          "example.com",
          "４１１１");

  private SampleTexts() {}

  private static Map.Entry<PiiType, List<String>> entry(PiiType type, String... values) {
    return Map.entry(type, List.of(values));
  }

  /** What may stand before or behind a value without being a part of it. */
  static Arbitrary<String> around() {
    return Arbitraries.of(AROUND);
  }

  /** A value of some type. */
  static Arbitrary<String> value() {
    return Arbitraries.of(VALUES.values().stream().flatMap(List::stream).toList());
  }

  /** Anything: values, look-alikes and noise, also without anything between them. */
  static Arbitrary<String> text() {
    Arbitrary<String> noise = Arbitraries.strings().ofMaxLength(8);
    Arbitrary<String> digits = Arbitraries.strings().withChars("0123456789 -./:@").ofMaxLength(20);
    return Arbitraries.oneOf(
            value(), around(), Arbitraries.of(OTHER), Arbitraries.of(OTHER), noise, digits)
        .list()
        .ofMaxSize(14)
        .map(parts -> String.join("", parts));
  }

  /** A prose document of about so many characters, with values in some of its sentences. */
  public static String document(Random random, int length, int valuesInTen) {
    List<String> values = VALUES.values().stream().flatMap(List::stream).toList();
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(SENTENCES.get(random.nextInt(SENTENCES.size())));
      if (random.nextInt(10) < valuesInTen) {
        text.append("It is ").append(values.get(random.nextInt(values.size()))).append(". ");
      }
    }
    return text.substring(0, length);
  }

  private static final List<String> SENTENCES =
      List.of(
          "The deployment failed after the update, and I am not sure why it did. ",
          "Could you please explain how the tokenizer splits words in this paragraph? ",
          "We met on 2024-11-20 at 10:30 and discussed version 2.13.4 of the library. ",
          "The total was $1,299.00 for 12 items (order 4155552). ",
          "For example, use `list.sort(key=lambda x: x[1])` and then print(len(list)). ",
          "See https://docs.example.com/guide/intro?page=2&lang=en for details. ",
          "Es ist wichtig, daß die Größe stimmt - siehe Abschnitt 3.2. ");
}
