package prefmill.transforms.quality.settings;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The settings of one rule: its defaults, and over them what the policy sets.
 *
 * @param byName each threshold's number and each selection's list of words, if there is one
 */
public record Values(Map<String, Object> byName) {
  public Values {
    byName = Map.copyOf(byName);
  }

  /** The defaults of a rule, overlaid with settings that have no {@link RuleDescription#faults}. */
  public static Values of(RuleDescription rule, Map<String, Object> settings) {
    Map<String, Object> values = new TreeMap<>();
    rule.thresholds().stream()
        .filter(t -> t.value() != null)
        .forEach(t -> values.put(t.name(), t.value()));
    values.putAll(settings);
    return new Values(values);
  }

  /** The value of a threshold with a default. */
  public double get(String threshold) {
    return ((Number) byName.get(threshold)).doubleValue();
  }

  /** The value as a whole number, rounded down. */
  public int count(String threshold) {
    return (int) get(threshold);
  }

  /** The whole number of a threshold without a default; empty if the policy sets none. */
  public OptionalInt asked(String threshold) {
    return byName.containsKey(threshold) ? OptionalInt.of(count(threshold)) : OptionalInt.empty();
  }

  /** The words that the policy chose; none if it chose none. */
  public List<String> words(String selection) {
    return byName.get(selection) instanceof List<?> words
        ? words.stream().map(String.class::cast).toList()
        : List.of();
  }
}
