package prefmill.transforms.mask.text;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** A way to write a value so that people or programs still read it. */
enum Spelling {
  NAMED_REFERENCE(character -> named(character)),
  DECIMAL_REFERENCE(character -> "&#" + character + ";"),
  PADDED_REFERENCE(character -> "&#00" + character + ";"),
  HEXADECIMAL_REFERENCE(character -> "&#x" + Integer.toHexString(character) + ";"),
  REFERENCE_TWICE(character -> "&amp;#" + character + ";"),
  PERCENT(character -> percent(character)),
  PERCENT_IN_LOWER_CASE(character -> percent(character).toLowerCase(java.util.Locale.ROOT)),
  PERCENT_TWICE(character -> percent(character).replace("%", "%25")),
  PERCENT_THREE_TIMES(character -> percent(character).replace("%", "%2525")),
  PERCENT_OF_REFERENCE(character -> encoded("&#" + character + ";")),
  REFERENCE_OF_PERCENT(character -> percent(character).replace("%", "&percnt;")),
  URL_ENCODED(character -> encoded(Character.toString(character)).replace("+", "%20")),
  ZERO_WIDTH_SPACE(character -> Character.toString(character) + '\u200B'),
  SOFT_HYPHEN(character -> Character.toString(character) + '\u00AD'),
  VARIATION_SELECTOR(character -> Character.toString(character) + '\uFE0F'),
  KEYCAP(
      character -> isDigit(character) ? (char) character + "\uFE0F\u20E3" : "" + (char) character),
  TAG(character -> Character.toString(character) + Character.toString(0xE0061)),
  FULL_WIDTH(character -> "" + (char) (character == ' ' ? 0x3000 : character + 0xFEE0)),
  OTHER_SIGNS(character -> otherSign(character)),
  ARABIC_DIGITS(character -> digit(character, 0x0660)),
  MATHEMATICAL_DIGITS(character -> digit(character, 0x1D7CE)),
  SEGMENTED_DIGITS(character -> digit(character, 0x1FBF0)),
  MATHEMATICAL_LETTERS(character -> letter(character)),
  JSON_ESCAPE(character -> String.format("\\u%04x", character)),
  JSON_IN_JSON(character -> String.format("\\\\u%04X", character)),
  JSON_ESCAPE_OF_PAIRS(character -> pairs(digit(character, 0x1D7CE))),
  BYTE_ESCAPE(character -> String.format("\\x%02x", character)),
  JSON_ESCAPE_OF_REFERENCE(character -> "\\u0026#" + character + ";"),
  WIDE_REFERENCE(character -> character == ' ' ? " " : "&#" + (character + 0xFEE0) + ";");

  private static final Map<Character, String> NAMES =
      Map.of(
          '@', "commat", '.', "period", ' ', "nbsp", '+', "plus", '-', "hyphen", ':', "colon", '/',
          "sol", '(', "lpar", ')', "rpar", '_', "lowbar");

  @SuppressWarnings("ImmutableEnumChecker") // functions of their argument alone
  private final IntFunction<String> character;

  Spelling(IntFunction<String> character) {
    this.character = character;
  }

  /** An ASCII text in this spelling. */
  String of(String text) {
    return text.chars().mapToObj(character).collect(Collectors.joining());
  }

  private static String named(int c) {
    String name = NAMES.get((char) c);
    return name == null ? Character.toString(c) : "&" + name + ";";
  }

  private static String percent(int c) {
    return String.format("%%%02X", c);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static String digit(int c, int zero) {
    return Character.toString(isDigit(c) ? zero + c - '0' : c);
  }

  private static String letter(int c) {
    return Character.toString(c >= 'a' && c <= 'z' ? 0x1D5BA + c - 'a' : c);
  }

  private static String otherSign(int c) {
    return switch (c) {
      case '@' -> "\uFE6B";
      case '.' -> "\u3002";
      case ' ' -> "\u2009";
      case '-' -> "\u2011";
      case '+' -> "\uFE62";
      case ':' -> "\uFE55";
      default -> Character.toString(c);
    };
  }

  private static String pairs(String text) {
    return text.chars()
        .mapToObj(unit -> String.format("\\u%04x", unit))
        .collect(Collectors.joining());
  }
}
