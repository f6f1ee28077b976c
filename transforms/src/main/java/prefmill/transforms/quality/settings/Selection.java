package prefmill.transforms.quality.settings;

import java.util.List;
import java.util.Optional;

/**
 * Words that a policy may choose for a rule from those that the rule knows; none are chosen by
 * default.
 *
 * @param name the key in the policy, such as languages
 * @param known the words there are, in order
 * @param many whether it is a list; else one word
 * @param neededBy the thresholds that mean nothing without it; none: the rule itself does
 * @param example what to write
 * @param reason what it decides
 */
public record Selection(
    String name,
    List<String> known,
    boolean many,
    List<String> neededBy,
    String example,
    String reason) {
  public Selection {
    known = List.copyOf(known);
    neededBy = List.copyOf(neededBy);
  }

  /** What is wrong with a policy's words for it, given as a list; empty if nothing is. */
  public Optional<String> fault(Object candidate) {
    boolean fits =
        candidate instanceof List<?> words
            && known.containsAll(words)
            && !words.isEmpty()
            && (many || words.size() == 1);
    return fits
        ? Optional.empty()
        : Optional.of("is " + candidate + "; write for example `" + example + "`");
  }
}
