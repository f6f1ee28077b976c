package prefmill.pipelines.policy;

import java.util.Map;
import java.util.Set;

/**
 * What the policy says about quality rules; a rule that it does not name keeps its default.
 *
 * @param settings thresholds by rule and name
 * @param off the rules that are turned off
 */
public record QualityPolicy(Map<String, Map<String, Double>> settings, Set<String> off) {
  public QualityPolicy {
    settings = Map.copyOf(settings);
    off = Set.copyOf(off);
  }
}
