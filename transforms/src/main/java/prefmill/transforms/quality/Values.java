package prefmill.transforms.quality;

import java.util.Map;
import java.util.TreeMap;

/**
 * The thresholds of one rule: its defaults, and over them what the policy sets.
 *
 * @param byName every threshold's value
 */
public record Values(Map<String, Double> byName) {
  public Values {
    byName = Map.copyOf(byName);
  }

  /** The defaults of a rule, overlaid with settings whose names it must know. */
  public static Values of(RuleDescription rule, Map<String, Double> settings) {
    Map<String, Double> values = new TreeMap<>();
    rule.thresholds().forEach(t -> values.put(t.name(), t.value()));
    values.putAll(settings);
    return new Values(values);
  }

  /** The value of a threshold that the rule's description names. */
  public double get(String threshold) {
    return byName.get(threshold);
  }

  /** The value as a whole number, rounded down. */
  public int count(String threshold) {
    return (int) get(threshold);
  }
}
