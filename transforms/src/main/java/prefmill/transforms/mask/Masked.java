package prefmill.transforms.mask;

import java.util.Map;
import java.util.Set;

/**
 * A masked text.
 *
 * @param text the text with tokens in place of values
 * @param dropped the types found for which the policy drops the whole row
 * @param counts how many values of each type were found
 */
public record Masked(String text, Set<PiiType> dropped, Map<PiiType, Integer> counts) {
  /** A text in which nothing was found. */
  static Masked unchanged(String text) {
    return new Masked(text, Set.of(), Map.of());
  }
}
