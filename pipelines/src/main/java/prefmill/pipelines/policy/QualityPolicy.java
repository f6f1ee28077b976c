package prefmill.pipelines.policy;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import prefmill.transforms.quality.QualityRules;
import prefmill.transforms.quality.RuleDescription;
import prefmill.transforms.quality.Threshold;

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

  /** The rules that judge. */
  public QualityRules rules() {
    return QualityRules.of(settings, off);
  }

  /** Every rule that is on, with every threshold, whether the policy names it or not. */
  Map<String, Map<String, Double>> effective() {
    Map<String, Map<String, Double>> rules = new TreeMap<>();
    for (RuleDescription rule : QualityRules.descriptions()) {
      boolean on = (rule.on() || settings.containsKey(rule.name())) && !off.contains(rule.name());
      if (on) {
        Map<String, Double> own = settings.getOrDefault(rule.name(), Map.of());
        Map<String, Double> thresholds = new TreeMap<>();
        for (Threshold t : rule.thresholds()) {
          thresholds.put(t.name(), own.getOrDefault(t.name(), t.value()));
        }
        rules.put(rule.name(), thresholds);
      }
    }
    return rules;
  }
}
