package prefmill.transforms.mask.rules.secret.named;

import java.util.List;
import prefmill.transforms.mask.rules.PiiRule;

/** The rules that know a secret by what it is called. */
public final class NamedSecretRules {
  private NamedSecretRules() {}

  /** One of each. */
  public static List<PiiRule> all() {
    return List.of(
        new AssignedSecretRule(),
        new SaidSecretRule(),
        new CommandSecretRule(),
        new CurlUserRule());
  }
}
