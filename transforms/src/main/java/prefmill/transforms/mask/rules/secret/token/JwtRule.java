package prefmill.transforms.mask.rules.secret.token;

import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * JSON web tokens (RFC 7519): base64url parts parted by dots, the first an encoded JSON object, the
 * last possibly empty. The value is the token as it stands.
 */
final class JwtRule implements PiiRule {
  private static final Trigger FIRST = Trigger.wordsFrom("e").then("y", "J");
  private static final int LEAST_PART = 10;

  @Override
  public Trigger trigger() {
    return FIRST;
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    if (at < found.reached() || !text.has(at, "eyJ") || isPart(text.at(at - 1))) {
      return;
    }
    int header = partEnd(text, at);
    if (header - at < LEAST_PART || text.at(header) != '.') {
      return;
    }
    int payload = partEnd(text, header + 1);
    if (payload - header - 1 < LEAST_PART) {
      return;
    }
    int end = payload;
    while (text.at(end) == '.' && isPart(text.at(end + 1))) {
      end = partEnd(text, end + 1);
    }
    found.add(at, end, text.slice(at, end));
  }

  private static int partEnd(FoldedText text, int start) {
    int end = start;
    while (isPart(text.at(end))) {
      end++;
    }
    return end;
  }

  private static boolean isPart(char c) {
    return Ascii.isWord(c) || c == '-' || c == '_';
  }
}
