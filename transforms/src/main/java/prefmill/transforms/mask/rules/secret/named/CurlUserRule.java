package prefmill.transforms.mask.rules.secret.named;

import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.rules.secret.SecretValue;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * User and password in a command of curl: {@code curl -u user:password}.
 *
 * <p>The value is both. Looks no further than the line and the next curl.
 */
final class CurlUserRule implements PiiRule {
  private static final Trigger CURL = Trigger.wordsFrom("c").then("u", "r");
  private static final String NAME = "curl ";
  private static final int REACH = 400;

  @Override
  public Trigger trigger() {
    return CURL;
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    if (!text.has(at, NAME) || Ascii.isWord(text.at(at - 1))) {
      return;
    }
    for (int i = at + 1; i - at < REACH && text.at(i) != FoldedText.NONE; i++) {
      if (text.at(i) == '\n' || (text.at(i) == 'c' && text.has(i, NAME))) {
        return;
      }
      int value = text.at(i) == '-' && text.at(i - 1) == ' ' ? valueStart(text, i) : -1;
      if (value > 0) {
        add(text, value, found);
        return;
      }
    }
  }

  private static int valueStart(FoldedText text, int option) {
    int end = text.has(option, "-u ") ? 3 : text.has(option, "--user ") ? 7 : -1;
    return end < 0 ? -1 : option + end + (CommandSecretRule.isQuote(text.at(option + end)) ? 1 : 0);
  }

  private static void add(FoldedText text, int start, Findings found) {
    int end = CommandSecretRule.valueEnd(text, start);
    int colon = start;
    while (colon < end && text.at(colon) != ':') {
      colon++;
    }
    if (colon > start
        && end - colon > 1
        && !SecretValue.isTemplate(text, start)
        && !SecretValue.isTemplate(text, colon + 1)) {
      found.add(start, end, text.slice(start, end));
    }
  }
}
