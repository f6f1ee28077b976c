package prefmill.transforms.mask.rules.secret;

import java.util.List;
import prefmill.transforms.mask.rules.PiiRule;

/** All rules that find secrets. */
public final class SecretRules {
  private SecretRules() {}

  /** One of each. */
  public static List<PiiRule> all() {
    return List.of(
        new TokenShapeRule(),
        new JwtRule(),
        new PrivateKeyRule(),
        new UrlCredentialRule(),
        new QuerySecretRule(),
        new AssignedSecretRule(),
        new AuthorizationRule());
  }
}
