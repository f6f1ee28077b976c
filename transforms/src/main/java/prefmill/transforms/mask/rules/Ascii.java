package prefmill.transforms.mask.rules;

/** Classes of characters that rules are written in. */
public final class Ascii {
  private static final boolean[] WORD = new boolean[0x80];

  static {
    for (char c = 0; c < WORD.length; c++) {
      WORD[c] = isDigit(c) || isLetter(c);
    }
  }

  private Ascii() {}

  /** 0 to 9. */
  public static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** A to Z, a to z. */
  public static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** A to Z. */
  public static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  /** An ASCII letter or digit. */
  public static boolean isWord(char c) {
    return c < WORD.length && WORD[c];
  }

  /** A hexadecimal digit in either case. */
  public static boolean isHex(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  /**
   * A letter or digit of a script that writes spaces: beside a letter of another script, such as
   * Chinese or Thai, a value is not a piece of a word.
   */
  public static boolean isAnyWord(char c) {
    return c < 0x80 ? isWord(c) : Character.isLetterOrDigit(c) && !isUnspaced(c);
  }

  /** A mark that combines with the letter before it, as scripts of India write vowels. */
  public static boolean isMark(char c) {
    if (c < '\u0300') {
      return false;
    }
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  private static boolean isUnspaced(char c) {
    return Character.isIdeographic(c)
        || (c >= '\u3040' && c <= '\u30FF')
        || (c >= '\u0E00' && c <= '\u0EFF')
        || (c >= '\uAC00' && c <= '\uD7AF');
  }
}
