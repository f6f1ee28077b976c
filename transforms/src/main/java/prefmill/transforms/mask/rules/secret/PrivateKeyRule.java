package prefmill.transforms.mask.rules.secret;

import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * Private keys between their BEGIN and END lines (RFC 7468, PGP's armour), on one line or many,
 * with headers, quoted, commented or as literals, and what is left of one whose end is missing. The
 * value is the key without blanks and quotes.
 */
final class PrivateKeyRule implements PiiRule {
  private static final Trigger HYPHEN = Trigger.at("-").then("-", "-");
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String RULE = "-----";
  private static final String PRIVATE = "PRIVATE KEY";
  private static final String BETWEEN_LINES = "[\\s>#|\"']|<br ?/?>";
  private static final int LONGEST = 1 << 14;
  private static final int LONGEST_LABEL = 40;
  private static final int LEAST_BODY = 16;

  @Override
  public Trigger trigger() {
    return HYPHEN;
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    if (text.at(at + 5) != 'B' || !text.has(at, BEGIN)) {
      return;
    }
    int label = labelEnd(text, at + BEGIN.length());
    if (label < 0 || text.slice(at, label).indexOf(PRIVATE) < 0) {
      return;
    }
    int body = label + RULE.length();
    int end = body;
    while (isBody(text.at(end))) {
      end++;
    }
    if (text.has(end, END) && labelEnd(text, end + END.length()) > 0) {
      end = labelEnd(text, end + END.length()) + RULE.length();
    } else {
      int matching = matchingEnd(text, body, text.slice(at + BEGIN.length(), body));
      end = matching > 0 ? matching : lastOfKey(text, body);
    }
    if (end - body >= LEAST_BODY) {
      found.add(at, end, text.slice(body, end).replaceAll(BETWEEN_LINES, ""));
    }
  }

  /**
   * The end of the END line of a label, with a line of a key before it, or -1: headers, quotes and
   * comments may stand between, but no other key and no token.
   */
  private static int matchingEnd(FoldedText text, int body, String label) {
    int line = body;
    boolean key = false;
    for (int i = body; i - body < LONGEST && text.at(i) != FoldedText.PROTECTED; i++) {
      char c = text.at(i);
      if (!isBase64(c)) {
        line = i + 1;
      }
      key |= i - line >= LEAST_BODY;
      if (c == '-' && text.has(i, END) && text.has(i + END.length(), label)) {
        return key ? i + END.length() + label.length() : -1;
      }
      if (c == FoldedText.NONE || (c == '-' && text.has(i, BEGIN))) {
        return -1;
      }
    }
    return -1;
  }

  /** Where the hyphens behind a label of capitals begin, or -1. */
  private static int labelEnd(FoldedText text, int start) {
    int end = start;
    while (end - start < LONGEST_LABEL && (Ascii.isUpper(text.at(end)) || text.at(end) == ' ')) {
      end++;
    }
    return text.has(end, RULE) ? end : -1;
  }

  /** The end of the long words of base64 from here: prose has none. */
  private static int lastOfKey(FoldedText text, int start) {
    int end = start;
    int i = start;
    while (true) {
      while (isBlank(text.at(i))) {
        i++;
      }
      int word = i;
      while (isBase64(text.at(i))) {
        i++;
      }
      if (i - word < LEAST_BODY) {
        return end;
      }
      end = i;
    }
  }

  private static boolean isBody(char c) {
    return isBase64(c) || isBlank(c) || c == ':' || c == ',' || c == '.' || c == '(' || c == ')';
  }

  private static boolean isBase64(char c) {
    return Ascii.isWord(c) || c == '+' || c == '/' || c == '=';
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }
}
