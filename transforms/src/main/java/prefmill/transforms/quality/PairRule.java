package prefmill.transforms.quality;

import java.io.Serializable;
import java.util.Optional;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.quality.settings.RuleDescription;

/** A rule on a pair of answers. Pure, without state, safe for use by several threads. */
public interface PairRule extends Serializable {
  /** What the rule is. */
  RuleDescription description();

  /** Why the rule refuses the pair; empty if it does not. */
  Optional<Reason> judge(JudgedPair pair);

  /** Whether the rule looks at corrections only, and so also judges them as demonstrations. */
  default boolean onlyCorrections() {
    return false;
  }

  /** The rule's name in policy and ledger. */
  default String name() {
    return description().name();
  }
}
