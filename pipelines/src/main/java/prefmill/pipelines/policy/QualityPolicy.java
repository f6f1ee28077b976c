package prefmill.pipelines.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import prefmill.transforms.quality.QualityRules;
import prefmill.transforms.quality.settings.Settings;

/**
 * The quality rules of a policy; each of them is on or off.
 *
 * @param settings every threshold and selection of every rule that is on, by rule and name
 * @param off the rules that are off
 * @param named the rules that the policy turns on by name, in its order
 */
public record QualityPolicy(
    Map<String, Map<String, Object>> settings, Set<String> off, List<String> named) {
  public QualityPolicy {
    settings = Map.copyOf(settings);
    off = Set.copyOf(off);
    named = List.copyOf(named);
  }

  /** The rules that judge. */
  public QualityRules rules() {
    return QualityRules.of(new Settings(settings, off, named));
  }

  /** The order in which the rules judge, if the policy's is not that of every other. */
  Optional<List<String>> ownOrder() {
    List<String> order = rules().order();
    boolean usual = order.equals(QualityRules.of(settings, off).order());
    return usual ? Optional.empty() : Optional.of(order);
  }
}
