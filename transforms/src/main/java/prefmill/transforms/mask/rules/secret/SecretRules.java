package prefmill.transforms.mask.rules.secret;

import java.util.ArrayList;
import java.util.List;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.secret.named.NamedSecretRules;
import prefmill.transforms.mask.rules.secret.token.TokenRules;

/** All rules that find secrets. */
public final class SecretRules {
  private SecretRules() {}

  /** Those that know a token's form, those that know where secrets stand, those that know names. */
  public static List<PiiRule> all() {
    List<PiiRule> rules = new ArrayList<>(TokenRules.all());
    rules.add(new PrivateKeyRule());
    rules.add(new UrlCredentialRule());
    rules.add(new QuerySecretRule());
    rules.add(new AuthorizationRule());
    rules.addAll(NamedSecretRules.all());
    return rules;
  }
}
