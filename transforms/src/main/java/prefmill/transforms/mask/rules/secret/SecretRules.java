package prefmill.transforms.mask.rules.secret;

import java.util.ArrayList;
import java.util.List;
import prefmill.transforms.mask.rules.PiiRule;

/** All rules that find secrets. */
public final class SecretRules {
  private SecretRules() {}

  /** One of each, and one for each first character of the tokens that have a shape. */
  public static List<PiiRule> all() {
    List<PiiRule> rules = new ArrayList<>(TokenShapeRule.all());
    rules.add(new JwtRule());
    rules.add(new PrivateKeyRule());
    rules.add(new UrlCredentialRule());
    rules.add(new QuerySecretRule());
    rules.add(new AssignedSecretRule());
    rules.add(new AuthorizationRule());
    return rules;
  }
}
