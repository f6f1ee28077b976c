package prefmill.transforms.mask.rules.secret.token;

import java.util.ArrayList;
import java.util.List;
import prefmill.transforms.mask.rules.PiiRule;

/** The rules that know a token by its own form. */
public final class TokenRules {
  private TokenRules() {}

  /** One of each. */
  public static List<PiiRule> all() {
    List<PiiRule> rules = new ArrayList<>(TokenShapeRule.all());
    rules.addAll(TokenMarkRule.all());
    rules.add(new JwtRule());
    rules.add(new DiscordTokenRule());
    rules.add(new WebhookRule());
    return rules;
  }
}
