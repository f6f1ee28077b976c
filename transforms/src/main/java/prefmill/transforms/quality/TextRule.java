package prefmill.transforms.quality;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.quality.settings.RuleDescription;

/** A rule on one text. Pure, without state, safe for use by several threads. */
public interface TextRule extends Serializable {
  /** What the rule is. */
  RuleDescription description();

  /** Why the rule refuses the text, whatever its role; empty if it does not. */
  Optional<Reason> judge(String text);

  /** Why the rule refuses the text in this role; empty if it does not, or does not judge it. */
  default Optional<Reason> judge(Role role, String text) {
    List<Role> roles = description().roles();
    return roles.contains(role) ? judge(text) : Optional.empty();
  }

  /** The rule's name in policy and ledger. */
  default String name() {
    return description().name();
  }
}
