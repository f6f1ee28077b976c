package prefmill.transforms.quality;

import java.util.List;
import prefmill.transforms.outcome.Stage;

/**
 * What a policy's author needs to know about a rule; schema and documentation are made of it.
 *
 * @param name the key in the policy and the rule in the ledger
 * @param stage quality for rules on one text, pair_quality for rules on a pair
 * @param roles the roles it judges; empty for rules on a pair
 * @param thresholds the numbers that a policy may set, in order
 * @param on whether it is on unless the policy says off
 * @param sentence what it refuses
 * @param source where the rule comes from
 * @param example a text that it refuses, and why
 */
public record RuleDescription(
    String name,
    Stage stage,
    List<Role> roles,
    List<Threshold> thresholds,
    boolean on,
    String sentence,
    String source,
    String example) {
  public RuleDescription {
    roles = List.copyOf(roles);
    thresholds = List.copyOf(thresholds);
  }
}
