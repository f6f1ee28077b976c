package prefmill.transforms.mask.rules.secret;

import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Surroundings;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * Credentials of an HTTP Authorization header (RFC 6750, RFC 7617): what follows Bearer and looks
 * random; what follows Basic behind the header's name.
 */
final class AuthorizationRule implements PiiRule {
  private static final Trigger FIRST = Trigger.wordsFrom("Bb").then("ea", "as");
  private static final int LEAST_BEARER = 16;
  private static final int LEAST_BASIC = 8;

  @Override
  public Trigger trigger() {
    return FIRST;
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    boolean bearer = text.has(at + 1, "earer ");
    boolean basic = text.has(at + 1, "asic ");
    char first = text.at(at);
    if ((!bearer && !basic) || (first != 'B' && first != 'b') || Ascii.isWord(text.at(at - 1))) {
      return;
    }
    int start = at + (bearer ? "Bearer " : "Basic ").length();
    int end = start;
    while (isToken(text.at(end))) {
      end++;
    }
    boolean secret =
        bearer
            ? end - start >= LEAST_BEARER && SecretValue.isRandom(text, start, end)
            : end - start >= LEAST_BASIC
                && Surroundings.wordBefore(text, at).equals("authorization");
    if (secret) {
      found.add(start, end, text.slice(start, end));
    }
  }

  private static boolean isToken(char c) {
    return Ascii.isWord(c) || "-._~+/=".indexOf(c) >= 0;
  }
}
