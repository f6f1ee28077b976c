package prefmill.transforms.mask;

import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Values of each type, surroundings, and texts that mix them with what only looks like them. */
final class SampleTexts {
  static final Map<PiiType, List<String>> VALUES =
      Map.of(
          PiiType.EMAIL,
          List.of("anna.schmidt@example.com", "o'neil@sub.example.ie", "Bob+tag@EXAMPLE.org"),
          PiiType.PHONE,
          List.of(
              "+49 151 23456789", "(415) 555-2671", "415.555.2671", "030 1234567", "+14155552671"),
          PiiType.PAYMENT_CARD,
          List.of("4111111111111111", "5500-0000-0000-0004", "3782 822463 10005"),
          PiiType.IBAN,
          List.of("DE89 3704 0044 0532 0130 00", "GB29NWBK60161331926819"),
          PiiType.IP_ADDRESS,
          List.of("10.11.12.13", "2001:db8::8a2e:370:7334", "fe80::1ff:fe23:4567:890a"),
          PiiType.MAC_ADDRESS,
          List.of("00:1A:2B:3C:4D:5E", "0a-1b-2c-3d-4e-5f"),
          PiiType.US_SSN,
          List.of("123-45-6789"),
          PiiType.SECRET,
          List.of(
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
  static String document(Random random, int length, int valuesInTen) {
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
