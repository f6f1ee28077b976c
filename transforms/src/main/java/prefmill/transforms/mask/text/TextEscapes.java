package prefmill.transforms.mask.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads characters that a text spells out: percent-encoding (RFC 3986, UTF-8) and the character
 * references of HTML, once or many times encoded.
 */
final class TextEscapes {
  /** No escape stands here. */
  static final long NONE = -1;

  private static final Map<String, Integer> NAMES = names();
  private static final int LONGEST_NAME = 21;
  private static final int LONGEST_NUMBER = 10;
  private static final String AGAIN = "25";
  private static final String AMPERSAND = "amp;";

  private TextEscapes() {}

  /** Whether a text has any. */
  static boolean hasAny(String text) {
    return has(text, '%') || has(text, '&');
  }

  private static boolean has(String text, char sign) {
    for (int i = text.indexOf(sign); i >= 0; i = text.indexOf(sign, i + 1)) {
      if (read(text, i) != NONE) {
        return true;
      }
    }
    return false;
  }

  /** The escape that begins here, as {@link #codePoint} and {@link #end} tell it apart. */
  static long read(String text, int start) {
    return switch (text.charAt(start)) {
      case '%' -> percent(text, start);
      case '&' -> reference(text, start);
      default -> NONE;
    };
  }

  static int codePoint(long escape) {
    return (int) escape;
  }

  static int end(long escape) {
    return (int) (escape >>> Integer.SIZE);
  }

  private static long escape(int codePoint, int end) {
    boolean text = codePoint >= ' ' && codePoint != 0x7F;
    boolean blank = codePoint == '\n' || codePoint == '\r' || codePoint == '\t';
    return text || blank ? (long) end << Integer.SIZE | codePoint : NONE;
  }

  private static long percent(String text, int start) {
    int first = octet(text, start);
    int end = octetEnd(text, start);
    if (first < 0x80) {
      return first < 0 ? NONE : escape(first, end);
    }
    int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    int code = first & (0x3F >> more);
    for (int i = 0; i < more; i++) {
      int next = octet(text, end);
      if (next >> 6 != 2) {
        return NONE;
      }
      code = code << 6 | (next & 0x3F);
      end = octetEnd(text, end);
    }
    boolean valid = first >= 0xC2 && code >= 0x80 && Character.isValidCodePoint(code);
    return valid ? escape(code, end) : NONE;
  }

  /** The octet of %40, %2540 and so on, or -1. */
  private static int octet(String text, int start) {
    if (start >= text.length() || text.charAt(start) != '%') {
      return -1;
    }
    int digits = octetEnd(text, start) - 2;
    int high = hex(text, digits);
    int low = hex(text, digits + 1);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static int octetEnd(String text, int start) {
    int digits = start + 1;
    while (text.startsWith(AGAIN, digits)
        && hex(text, digits + 2) >= 0
        && hex(text, digits + 3) >= 0) {
      digits += AGAIN.length();
    }
    return digits + 2;
  }

  private static long reference(String text, int start) {
    int name = start + 1;
    while (text.startsWith(AMPERSAND, name)) {
      name += AMPERSAND.length();
    }
    long read = text.startsWith("#", name) ? number(text, name + 1) : named(text, name);
    return read == NONE && name > start + 1 ? escape('&', name) : read;
  }

  private static long named(String text, int start) {
    int end = start;
    while (end - start <= LONGEST_NAME && end < text.length() && isWord(text.charAt(end))) {
      end++;
    }
    Integer code =
        end > start && text.startsWith(";", end) ? NAMES.get(text.substring(start, end)) : null;
    return code == null ? NONE : escape(code, end + 1);
  }

  /** A number in decimal or hexadecimal digits; browsers read it also without its semicolon. */
  private static long number(String text, int start) {
    boolean hexadecimal = text.startsWith("x", start) || text.startsWith("X", start);
    int first = hexadecimal ? start + 1 : start;
    int radix = hexadecimal ? 16 : 10;
    int end = first;
    int code = 0;
    while (end - first < LONGEST_NUMBER && digit(text, end, radix) >= 0) {
      code = Math.min(code * radix + digit(text, end++, radix), Character.MAX_CODE_POINT + 1);
    }
    if (end == first || !Character.isValidCodePoint(code)) {
      return NONE;
    }
    return escape(code, text.startsWith(";", end) ? end + 1 : end);
  }

  private static int hex(String text, int place) {
    return digit(text, place, 16);
  }

  private static int digit(String text, int place, int radix) {
    char c = place < text.length() ? text.charAt(place) : FoldedText.NONE;
    return c < 0x80 ? Character.digit(c, radix) : -1;
  }

  private static boolean isWord(char c) {
    return c < 0x80 && Character.isLetterOrDigit(c);
  }

  private static Map<String, Integer> names() {
    Map<String, Integer> names = new HashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                TextEscapes.class.getResourceAsStream("html-names.txt"), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          int gap = line.indexOf(' ');
          names.put(line.substring(0, gap), Integer.valueOf(line.substring(gap + 1), 16));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the list of character names cannot be read", e);
    }
    return names;
  }
}
