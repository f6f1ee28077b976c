package prefmill.transforms.mask.text;

/** Finds the one spelling of characters that can be spelled in many ways. */
final class TextFolding {
  private static final int UNICODE_DIGITS = 4;
  private static final int BYTE_DIGITS = 2;
  private static final char ESCAPE = '\\';
  private static final int MOST_LAYERS = 3;

  private final String text;
  private final FoldedText source;
  private final boolean decodes;
  private final char[] folded;
  private final int[] origins;
  private int length;
  private boolean opensAnew;

  private TextFolding(String text, FoldedText source) {
    this.text = text;
    this.source = source;
    this.decodes = source != null;
    this.folded = new char[text.length()];
    this.origins = new int[text.length() + 1];
  }

  /** Folds a text without reading its percent-encoding and character references. */
  static FoldedText fold(String text) {
    char[] chars = text.toCharArray();
    int plain = 0;
    while (plain < chars.length && isPlain(chars[plain])) {
      plain++;
    }
    return plain == chars.length
        ? new FoldedText(chars, plain, null)
        : new TextFolding(text, null).all(plain);
  }

  /**
   * Reads percent-encoding and character references, also of what they spell out; null if there are
   * none.
   */
  static FoldedText decode(String text, FoldedText folded) {
    String read = folded.isOriginal() ? text : folded.text();
    if (!TextEscapes.hasAny(read)) {
      return null;
    }
    FoldedText decoded = folded;
    boolean more = true;
    for (int layer = 0; more && layer < MOST_LAYERS; layer++) {
      TextFolding folding = new TextFolding(read, decoded);
      decoded = folding.all(0);
      more = folding.opensAnew;
      read = more ? decoded.text() : read;
    }
    return decoded;
  }

  private static boolean isPlain(char c) {
    return Confusables.isPlain(c) && c != FoldedText.NONE && c != PiiToken.OPEN && c != ESCAPE;
  }

  /** Folds all, of which the first characters are plain. */
  private FoldedText all(int plain) {
    for (int i = 0; i < plain; i++) {
      putChar(text.charAt(i), i);
    }
    int i = plain;
    while (i < text.length()) {
      i = take(i);
    }
    origins[length] = origin(text.length());
    return new FoldedText(folded, length, origins);
  }

  private int origin(int place) {
    return decodes ? source.origin(place) : place;
  }

  private int take(int i) {
    char c = text.charAt(i);
    if (c == PiiToken.OPEN) {
      int end = PiiToken.endOfEither(text, i);
      putChar(end < 0 ? c : FoldedText.PROTECTED, i);
      return end < 0 ? i + 1 : end;
    }
    if (c == ESCAPE) {
      return takeEscape(i);
    }
    if (decodes) {
      return c == '%' || c == '&' ? takeEncoded(i) : putChar(c, i);
    }
    if (isPlain(c)) {
      return putChar(c, i);
    }
    int code = text.codePointAt(i);
    return put(code, i, i + Character.charCount(code));
  }

  private int takeEncoded(int start) {
    long escape = TextEscapes.read(text, start);
    return escape == TextEscapes.NONE
        ? putChar(text.charAt(start), start)
        : put(TextEscapes.codePoint(escape), start, TextEscapes.end(escape));
  }

  /** Reads a JSON escape under any number of backslashes, as JSON within JSON has them. */
  private int takeEscape(int start) {
    int i = afterEscapes(start);
    char escape = i < text.length() ? text.charAt(i) : FoldedText.NONE;
    int digits = escape == 'u' ? UNICODE_DIGITS : escape == 'x' ? BYTE_DIGITS : 0;
    int code = digits == 0 ? -1 : hex(i + 1, digits);
    if (code >= 0) {
      int end = i + 1 + digits;
      int next = afterEscapes(end);
      int low =
          next > end && next < text.length() && text.charAt(next) == 'u'
              ? hex(next + 1, UNICODE_DIGITS)
              : -1;
      return low >= 0 && Character.isSurrogatePair((char) code, (char) low)
          ? put(Character.toCodePoint((char) code, (char) low), start, next + 1 + UNICODE_DIGITS)
          : put(code, start, end);
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
      putChar(ESCAPE, j);
    }
    return i;
  }

  private int afterEscapes(int start) {
    int i = start;
    while (i < text.length() && text.charAt(i) == ESCAPE) {
      i++;
    }
    return i;
  }

  private int hex(int start, int digits) {
    if (start + digits > text.length()) {
      return -1;
    }
    int code = 0;
    for (int i = start; i < start + digits; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      code = code * 16 + digit;
    }
    return code;
  }

  /** Writes what the original from start to end stands for. */
  private int put(int code, int start, int end) {
    int meant = Confusables.fold(code);
    opensAnew |= meant == '%' || meant == '&' || meant == PiiToken.OPEN || meant == ESCAPE;
    if (meant > Character.MAX_VALUE) {
      putChar(Character.highSurrogate(meant), start);
      putChar(Character.lowSurrogate(meant), start);
    } else if (meant != FoldedText.NONE) {
      putChar((char) meant, start);
    }
    return end;
  }

  private int putChar(char c, int start) {
    folded[length] = c;
    origins[length++] = origin(start);
    return start + 1;
  }
}
