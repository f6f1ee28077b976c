package prefmill.transforms.mask.rules.secret;

import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.CharSet;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * User and password in a URL or connection string, {@code scheme://user:password@host} (RFC 3986,
 * section 3.2.1): all between the slashes and the last at sign of the authority.
 */
final class UrlCredentialRule implements PiiRule {
  private static final Trigger COLON = Trigger.at(":").then("/", "/");
  private static final CharSet STOPS = CharSet.of("/?#\"'`<>\\|, \t\n\r");
  private static final int LONGEST = 512;

  @Override
  public Trigger trigger() {
    return COLON;
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    if (!text.has(at, "://") || !Ascii.isWord(text.at(at - 1))) {
      return;
    }
    int start = at + 3;
    int colon = -1;
    int sign = -1;
    for (int i = start; i - start < LONGEST && isAuthority(text.at(i)); i++) {
      if (text.at(i) == ':' && colon < 0) {
        colon = i;
      } else if (text.at(i) == '@') {
        sign = i;
      }
    }
    if (colon >= start && sign > colon + 1 && !SecretValue.isTemplate(text, colon + 1)) {
      found.add(start, sign, text.slice(start, sign));
    }
  }

  private static boolean isAuthority(char c) {
    return c > ' ' && c != FoldedText.PROTECTED && !STOPS.has(c);
  }
}
