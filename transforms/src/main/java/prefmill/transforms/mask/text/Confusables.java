package prefmill.transforms.mask.text;

import java.text.Normalizer;

/**
 * The one spelling of characters that look alike or cannot be seen.
 *
 * <p>Decimal digits of all scripts become ASCII digits, full-width and other compatibility forms of
 * ASCII become ASCII (Unicode Standard Annex 15, form KC), full stops of all widths a dot, spaces
 * and dashes the plain ones; invisible characters vanish (Unicode Standard Annex 44,
 * Default_Ignorable_Code_Point). Superscripts and enclosed numbers stay: they are marks beside a
 * number.
 */
final class Confusables {
  private static final char FIRST = 0x80;
  private static final char[] BMP = new char[Character.MAX_VALUE + 1];

  static {
    for (int c = 0; c < BMP.length; c++) {
      BMP[c] = c < FIRST ? (char) c : folded((char) c);
    }
  }

  private Confusables() {}

  /** Whether a character is folded to itself, by a guess that is cheap and sometimes too low. */
  static boolean isPlain(char c) {
    return c < FIRST || (c >= 0xC0 && c < 0x0660 && c != '\u034F');
  }

  /** What a code point stands for; {@link FoldedText#NONE} if it cannot be seen. */
  static int fold(int c) {
    if (c < BMP.length) {
      return BMP[c];
    }
    if (Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER) {
      return '0' + Character.digit(c, 10);
    }
    if (c >= 0xE0000 && c < 0xE1000) {
      return FoldedText.NONE;
    }
    return c >= 0x1D400 && c < 0x1D800 ? compatible(Character.toString(c), c) : c;
  }

  private static char folded(char c) {
    return switch (Character.getType(c)) {
      case Character.DECIMAL_DIGIT_NUMBER -> (char) ('0' + Character.digit(c, 10));
      case Character.SPACE_SEPARATOR -> ' ';
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> '\n';
      case Character.DASH_PUNCTUATION -> '-';
      case Character.FORMAT -> FoldedText.NONE;
      default -> isInvisible(c) ? FoldedText.NONE : looked(c);
    };
  }

  private static char looked(char c) {
    if (c == '\u2212') {
      return '-';
    }
    if (c == '\u3002' || c == '\uFF61') {
      return '.';
    }
    boolean marks = (c >= '\u2070' && c < '\u20A0') || (c >= '\u2460' && c < '\u249C');
    boolean compatibility = (c >= '\u2000' && c < '\u3400') || c >= '\uFB00';
    if (marks || !compatibility) {
      return c;
    }
    int ascii = compatible(String.valueOf(c), c);
    return ascii < FIRST ? (char) ascii : c;
  }

  private static int compatible(String character, int otherwise) {
    String form = Normalizer.normalize(character, Normalizer.Form.NFKC);
    return form.length() == 1 ? form.charAt(0) : otherwise;
  }

  private static boolean isInvisible(char c) {
    return c == '\u034F'
        || c == '\u115F'
        || c == '\u1160'
        || (c >= '\u17B4' && c <= '\u17B5')
        || (c >= '\u180B' && c <= '\u180F')
        || c == '\u20E3'
        || c == '\u3164'
        || (c >= '\uFE00' && c <= '\uFE0F')
        || c == '\uFFA0';
  }
}
