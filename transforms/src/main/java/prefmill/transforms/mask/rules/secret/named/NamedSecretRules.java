package prefmill.transforms.mask.rules.secret.named;

import java.util.ArrayList;
import java.util.List;
import prefmill.transforms.mask.rules.PiiRule;

/** The rules that know a secret by what it is called. */
public final class NamedSecretRules {
  private NamedSecretRules() {}

  /** One of each. */
  public static List<PiiRule> all() {
    List<PiiRule> rules = new ArrayList<>(SaidSecretRule.all());
    rules.add(new AssignedSecretRule());
    rules.add(new MarkupSecretRule());
    rules.add(new CommandSecretRule());
    rules.add(new CurlUserRule());
    return rules;
  }
}
