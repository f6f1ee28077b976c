package prefmill.transforms.quality.settings;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a policy says of the quality rules.
 *
 * @param byRule thresholds (numbers) and selections (lists of words) by rule and name; a rule that
 *     is off by default is on if it stands here
 * @param off the rules that are off
 * @param named the rules that judge in the policy's order among themselves, in that order
 */
public record Settings(
    Map<String, Map<String, Object>> byRule, Set<String> off, List<String> named) {
  /** Nothing said. */
  public static final Settings NONE = new Settings(Map.of(), Set.of(), List.of());

  public Settings {
    byRule = Map.copyOf(byRule);
    off = Set.copyOf(off);
    named = List.copyOf(named);
  }

  /** Settings that leave the order as it is. */
  public static Settings of(Map<String, Map<String, Object>> byRule, Set<String> off) {
    return new Settings(byRule, off, List.of());
  }
}
