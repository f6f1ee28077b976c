package prefmill.transforms.mask.rules.secret.token;

import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * Tokens of Discord's bots: the bot's number in base64url, a time of six characters and a
 * signature, parted by dots.
 *
 * <p>The value is the token as it stands.
 */
final class DiscordTokenRule implements PiiRule {
  private static final Trigger FIRST =
      Trigger.wordsFrom("MNO").then(Trigger.WORDS + "-_", Trigger.WORDS + "-_");
  private static final int LEAST_NUMBER = 23;
  private static final int MOST_NUMBER = 28;
  private static final int TIME = 6;
  private static final int LEAST_SIGNATURE = 27;
  private static final int MOST_SIGNATURE = 40;

  @Override
  public Trigger trigger() {
    return FIRST;
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    char first = text.at(at);
    if ((first != 'M' && first != 'N' && first != 'O') || Ascii.isWord(text.at(at - 1))) {
      return;
    }
    int number = partEnd(text, at, MOST_NUMBER);
    if (number - at < LEAST_NUMBER || text.at(number) != '.') {
      return;
    }
    int time = partEnd(text, number + 1, TIME);
    if (time - number - 1 != TIME || text.at(time) != '.') {
      return;
    }
    int end = partEnd(text, time + 1, MOST_SIGNATURE);
    if (end - time - 1 >= LEAST_SIGNATURE && !Ascii.isWord(text.at(end))) {
      found.add(at, end, text.slice(at, end));
    }
  }

  private static int partEnd(FoldedText text, int start, int most) {
    int end = start;
    while (end - start < most && (Ascii.isWord(text.at(end)) || "-_".indexOf(text.at(end)) >= 0)) {
      end++;
    }
    return end;
  }
}
