package prefmill.transforms.mask;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A masked text.
 *
 * @param text the text with tokens in place of values
 * @param dropped the types found for which the policy drops the whole row
 * @param values what was found
 */
public record Masked(String text, Set<PiiType> dropped, List<Value> values) {
  /**
   * Where a value stood, never the value.
   *
   * @param type its type
   * @param rule the name of the rule that found it
   * @param start its first character in the original text
   * @param end the place after its last character in the original text
   * @param token what took its place
   */
  public record Value(PiiType type, String rule, int start, int end, String token) {}

  /** How many values of each type were found. */
  public Map<PiiType, Integer> counts() {
    Map<PiiType, Integer> counts = new EnumMap<>(PiiType.class);
    values.forEach(value -> counts.merge(value.type(), 1, Integer::sum));
    return counts;
  }

  /** A text in which nothing was found. */
  static Masked unchanged(String text) {
    return new Masked(text, Set.of(), List.of());
  }
}
