package prefmill.pipelines.policy;

import java.util.Map;
import java.util.Set;
import prefmill.transforms.quality.QualityRules;

/**
 * The quality rules of a policy; each of them is on or off.
 *
 * @param settings every threshold of every rule that is on, by rule and name
 * @param off the rules that are off
 */
public record QualityPolicy(Map<String, Map<String, Double>> settings, Set<String> off) {
  public QualityPolicy {
    settings = Map.copyOf(settings);
    off = Set.copyOf(off);
  }

  /** The rules that judge. */
  public QualityRules rules() {
    return QualityRules.of(settings, off);
  }
}
