package prefmill.transforms.mask.rules.secret.token;

import java.util.List;
import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * The secret path of a webhook: who knows its address may write to the channel.
 *
 * <p>The value is the path behind the service's own part of the address.
 */
final class WebhookRule implements PiiRule {
  private static final Trigger SLASH = Trigger.at("/").then(Trigger.WORDS);
  private static final int LEAST = 20;

  private static final List<String> ADDRESSES =
      List.of(
          "hooks.slack.com/services/",
          "hooks.slack.com/workflows/",
          "hooks.slack.com/triggers/",
          "discord.com/api/webhooks/",
          "discordapp.com/api/webhooks/",
          ".webhook.office.com/webhookb2/",
          "outlook.office.com/webhook/",
          "hooks.zapier.com/hooks/catch/",
          "chat.googleapis.com/v1/spaces/");

  @Override
  public Trigger trigger() {
    return SLASH;
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    if (at < found.reached()
        || text.at(at) != '/'
        || !Ascii.isWord(text.at(at - 1))
        || !Ascii.isWord(text.at(at + 1))) {
      return;
    }
    int path = at + 1;
    if (!isBehindAddress(text, path)) {
      return;
    }
    int end = path;
    while (isPath(text.at(end))) {
      end++;
    }
    while (text.at(end - 1) == '.' || text.at(end - 1) == '/') {
      end--;
    }
    if (end - path >= LEAST) {
      found.add(path, end, text.slice(path, end));
    }
  }

  private static boolean isBehindAddress(FoldedText text, int path) {
    for (String address : ADDRESSES) {
      if (text.at(path - 2) == address.charAt(address.length() - 2)
          && text.has(path - address.length(), address)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPath(char c) {
    return Ascii.isWord(c) || "-_/@.?=&%+".indexOf(c) >= 0;
  }
}
