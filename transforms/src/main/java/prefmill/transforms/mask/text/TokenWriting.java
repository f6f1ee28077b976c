package prefmill.transforms.mask.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
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
  private final List<Edit> edits = new ArrayList<>();
  private final StringBuilder out;
  private int written;
  private int walked;
  private boolean inString;
  private boolean quoted;

  /** What stands from a place of the written text in place of a span of the original. */
  private record Edit(int at, String token, int start, int end) {}

  private TokenWriting(String text) {
    this.text = text;
    this.out = new StringBuilder(text.length() + 32);
  }

  /**
   * Writes a token for each finding.
   *
   * @param findings places in this text, in order and without overlaps
   */
  public static TokenWriting of(
      String text, List<Finding> findings, Function<Finding, String> tokens) {
    TokenWriting writing = new TokenWriting(text);
    boolean json = isJson(text);
    for (Finding finding : findings) {
      if (json && !writing.isString(finding.start())) {
        writing.putString(finding, tokens.apply(finding));
      } else {
        writing.put(finding.start(), finding.end(), tokens.apply(finding));
      }
    }
    writing.out.append(text, writing.written, text.length());
    return writing;
  }

  /** The text with the tokens. */
  public String text() {
    return out.toString();
  }

  /** Whether a token took the place of a literal of JSON, and more than was found is gone. */
  public boolean hasReplacedLiterals() {
    return quoted;
  }

  /** The place in the original of a place in the text with the tokens: of a token, its start. */
  public int original(int place) {
    int least = 0;
    int most = edits.size();
    while (least < most) {
      int middle = (least + most) >>> 1;
      if (edits.get(middle).at() <= place) {
        least = middle + 1;
      } else {
        most = middle;
      }
    }
    if (least == 0) {
      return place;
    }
    Edit before = edits.get(least - 1);
    int beyond = place - before.at() - before.token().length();
    return beyond < 0 ? before.start() : before.end() + beyond;
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

  private void put(int start, int end, String token) {
    out.append(text, written, start);
    edits.add(new Edit(out.length(), token, start, end));
    out.append(token);
    written = end;
  }

  /** Replaces the whole of a literal, also where only a part of it was found. */
  private void putString(Finding finding, String token) {
    if (finding.start() < written) {
      return; // a part of a literal that another finding has replaced
    }
    int start = finding.start();
    while (start > written && isLiteral(text.charAt(start - 1))) {
      start--;
    }
    int end = finding.end();
    while (end < text.length() && isLiteral(text.charAt(end))) {
      end++;
    }
    quoted = true;
    put(start, end, QUOTE + token + QUOTE);
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
