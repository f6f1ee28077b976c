package prefmill.transforms.mask.text;

import java.util.function.UnaryOperator;

/**
 * The spelling of what stands for a value: {@code <EMAIL#0123456789abcdef>} in the event log,
 * {@code <EMAIL_1>} in a published row.
 */
public final class PiiToken {
  /** What opens a token or placeholder. */
  public static final char OPEN = '<';

  /** What closes a token or placeholder. */
  public static final char CLOSE = '>';

  /** What parts a token's type from its hash. */
  public static final char HASH = '#';

  /** Hexadecimal digits of a token's hash. */
  public static final int HASH_DIGITS = 16;

  private static final int LONGEST_TYPE = 24;
  private static final int LONGEST_NUMBER = 6;

  private PiiToken() {}

  /** The token of a type, in upper case, and a hash of 16 or more lower-case hexadecimal digits. */
  public static String token(String type, String hash) {
    return OPEN + type + HASH + hash.substring(0, HASH_DIGITS) + CLOSE;
  }

  /** The placeholder of a type, in upper case, and its number in the row. */
  public static String placeholder(String type, int number) {
    return OPEN + type + '_' + number + CLOSE;
  }

  /**
   * A text with others in the place of its tokens.
   *
   * @param other what takes a token's place; the token stays where it gives null
   */
  public static String replaceTokens(String text, UnaryOperator<String> other) {
    StringBuilder out = null;
    int written = 0;
    int open = text.indexOf(OPEN);
    while (open >= 0) {
      int end = endOfToken(text, open);
      String instead = end < 0 ? null : other.apply(text.substring(open, end));
      if (instead != null) {
        out = out == null ? new StringBuilder(text.length()) : out;
        out.append(text, written, open).append(instead);
        written = end;
      }
      open = text.indexOf(OPEN, Math.max(open + 1, end));
    }
    return out == null ? text : out.append(text, written, text.length()).toString();
  }

  /** The end of the token that starts here, or -1. */
  public static int endOfToken(CharSequence text, int start) {
    int hash = endOfType(text, start);
    int close = hash + 1 + HASH_DIGITS;
    if (hash < 0 || text.charAt(hash) != HASH || close >= text.length()) {
      return -1;
    }
    for (int i = hash + 1; i < close; i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
        return -1;
      }
    }
    return text.charAt(close) == CLOSE ? close + 1 : -1;
  }

  /** The end of the placeholder that starts here, or -1. */
  public static int endOfPlaceholder(CharSequence text, int start) {
    int stop = endOfType(text, start);
    if (stop < 0 || text.charAt(stop) == HASH) {
      return -1;
    }
    int digits = stop;
    while (digits > start && isDigit(text.charAt(digits - 1))) {
      digits--;
    }
    int count = stop - digits;
    boolean numbered =
        count > 0
            && count <= LONGEST_NUMBER
            && digits > start + 2
            && text.charAt(digits - 1) == '_'
            && !isDigit(text.charAt(start + 1));
    return numbered && text.charAt(stop) == CLOSE ? stop + 1 : -1;
  }

  /** The end of the token or placeholder that starts here, or -1. */
  public static int endOfEither(CharSequence text, int start) {
    int end = endOfToken(text, start);
    return end >= 0 ? end : endOfPlaceholder(text, start);
  }

  /** The first place after the opening bracket that no type's name continues to, or -1. */
  private static int endOfType(CharSequence text, int start) {
    if (start >= text.length() || text.charAt(start) != OPEN) {
      return -1;
    }
    int end = start + 1;
    int limit = Math.min(text.length(), start + 1 + LONGEST_TYPE + LONGEST_NUMBER);
    while (end < limit && isTypeLetter(text.charAt(end))) {
      end++;
    }
    return end > start + 1 && end < text.length() ? end : -1;
  }

  private static boolean isTypeLetter(char c) {
    return (c >= 'A' && c <= 'Z') || c == '_' || isDigit(c);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
