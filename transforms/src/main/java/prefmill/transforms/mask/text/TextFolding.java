package prefmill.transforms.mask.text;

/** Finds the one spelling of characters that can be spelled in many ways. */
final class TextFolding {
  private static final int FULL_WIDTH_FIRST = 0xFF01;
  private static final int FULL_WIDTH_LAST = 0xFF5E;
  private static final int FULL_WIDTH_SHIFT = 0xFEE0;
  private static final int UNICODE_ESCAPE = 5;
  private static final char ESCAPE = '\\';

  private final String text;
  private final char[] folded;
  private final int[] origins;
  private int length;

  private TextFolding(String text, char[] chars) {
    this.text = text;
    this.folded = chars;
    this.origins = new int[chars.length + 1];
  }

  /** Whether a character can only mean itself. */
  static boolean isPlain(char c) {
    return c < 0x80
        ? c != FoldedText.NONE && c != PiiToken.OPEN && c != ESCAPE
        : c >= 0xC0 && c < 0x0660;
  }

  /** Folds a text whose first characters are plain; overwrites the array. */
  static FoldedText fold(String text, char[] chars, int plain) {
    TextFolding folding = new TextFolding(text, chars);
    for (int i = 0; i < plain; i++) {
      folding.origins[i] = i;
    }
    folding.length = plain;
    int i = plain;
    while (i < text.length()) {
      i = folding.take(i);
    }
    folding.origins[folding.length] = text.length();
    return new FoldedText(chars, folding.length, folding.origins);
  }

  private int take(int i) {
    char c = text.charAt(i);
    if (isPlain(c)) {
      return put(c, i, i + 1);
    }
    if (c == PiiToken.OPEN) {
      int end = PiiToken.endOfEither(text, i);
      return end < 0 ? put(c, i, i + 1) : put(FoldedText.PROTECTED, i, end);
    }
    return c == ESCAPE ? takeEscape(i) : put(foldOne(c), i, i + 1);
  }

  /** Reads a JSON escape under any number of backslashes, as JSON within JSON has them. */
  private int takeEscape(int start) {
    int i = start;
    while (i < text.length() && text.charAt(i) == ESCAPE) {
      i++;
    }
    char escape = i < text.length() ? text.charAt(i) : FoldedText.NONE;
    int code = escape == 'u' ? hex(i + 1) : -1;
    if (code >= 0) {
      return put(foldOne((char) code), start, i + UNICODE_ESCAPE);
    }
    char meant =
        switch (escape) {
          case 'n', 'r', 'f' -> '\n';
          case 't', 'b' -> '\t';
          case '"', '/' -> escape;
          default -> FoldedText.NONE;
        };
    if (meant != FoldedText.NONE) {
      return put(meant, start, i + 1);
    }
    for (int j = start; j < i; j++) {
      put(ESCAPE, j, j + 1);
    }
    return i;
  }

  private int hex(int start) {
    if (start + 4 > text.length()) {
      return -1;
    }
    int code = 0;
    for (int i = start; i < start + 4; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      code = code * 16 + digit;
    }
    return code;
  }

  /** Writes a character that stands for the original from start to end; NONE writes nothing. */
  private int put(char c, int start, int end) {
    if (c != FoldedText.NONE) {
      folded[length] = c;
      origins[length++] = start;
    }
    return end;
  }

  private static char foldOne(char c) {
    if (c < 0x80) {
      return c;
    }
    if (c >= FULL_WIDTH_FIRST && c <= FULL_WIDTH_LAST) {
      return (char) (c - FULL_WIDTH_SHIFT);
    }
    return switch (Character.getType(c)) {
      case Character.DECIMAL_DIGIT_NUMBER -> (char) ('0' + Character.digit(c, 10));
      case Character.SPACE_SEPARATOR -> ' ';
      case Character.DASH_PUNCTUATION -> '-';
      case Character.FORMAT -> FoldedText.NONE;
      default -> c == '\u2212' ? '-' : c;
    };
  }
}
