package prefmill.transforms.mask.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/**
 * Puts tokens in place of findings.
 *
 * <p>JSON text stays valid JSON: a token in place of a number becomes a string.
 */
public final class TokenWriting {
  private static final JsonFactory JSON = new JsonFactory();
  private static final char QUOTE = '"';

  private final String text;
  private final StringBuilder out;
  private int written;
  private int walked;
  private boolean inString;

  private TokenWriting(String text) {
    this.text = text;
    this.out = new StringBuilder(text.length() + 32);
  }

  /**
   * The text with a token for each finding.
   *
   * @param findings places in this text, in order and without overlaps
   */
  public static String write(
      String text, List<Finding> findings, Function<Finding, String> tokens) {
    TokenWriting writing = new TokenWriting(text);
    boolean json = isJson(text);
    for (Finding finding : findings) {
      writing.copyUntil(finding.start());
      if (json && !writing.isString(finding.start())) {
        writing.putString(finding, tokens.apply(finding));
      } else {
        writing.put(finding.end(), tokens.apply(finding));
      }
    }
    writing.copyUntil(text.length());
    return writing.out.toString();
  }

  /** Whether the text is one JSON object or array, the whole of it. */
  static boolean isJson(String text) {
    int first = 0;
    while (first < text.length() && text.charAt(first) <= ' ') {
      first++;
    }
    boolean opens =
        first < text.length() && (text.charAt(first) == '{' || text.charAt(first) == '[');
    return opens && parses(text);
  }

  private void copyUntil(int end) {
    if (end > written) {
      out.append(text, written, end);
      written = end;
    }
  }

  private void put(int end, String token) {
    out.append(token);
    written = Math.max(written, end);
  }

  /** Replaces the whole of a literal, also where only a part of it was found. */
  private void putString(Finding finding, String token) {
    int start = out.length();
    while (start > 0 && isLiteral(out.charAt(start - 1))) {
      start--;
    }
    out.setLength(start);
    int end = finding.end();
    while (end < text.length() && isLiteral(text.charAt(end))) {
      end++;
    }
    out.append(QUOTE);
    put(end, token);
    out.append(QUOTE);
  }

  /** Whether a place of valid JSON, at or behind the one asked for last, lies within a string. */
  private boolean isString(int place) {
    while (walked < place) {
      char c = text.charAt(walked++);
      if (inString && c == '\\') {
        walked++;
      } else if (c == QUOTE) {
        inString = !inString;
      }
    }
    return inString;
  }

  private static boolean isLiteral(char c) {
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
  }

  private static boolean parses(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      int roots = 0;
      int depth = 0;
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        roots += depth == 0 ? 1 : 0;
      }
      return roots == 1;
    } catch (IOException e) {
      // Text that only looks like JSON: an answer, not an error.
      return false;
    }
  }
}
