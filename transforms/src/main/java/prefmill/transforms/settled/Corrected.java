package prefmill.transforms.settled;

import java.util.List;

/**
 * An answer and what persons would have wanted instead.
 *
 * @param original the answer that was given
 * @param replacement the answer that was wanted
 * @param contrasting whether the original may stand beside it as the worse answer
 * @param curated whether a curator wrote or approved the replacement
 * @param persons who wanted it, of the context's own side
 * @param corrections the corrections themselves and what approves them, by stable key
 * @param downs the same persons' downs on the original, by stable key
 */
public record Corrected(
    Answer original,
    Answer replacement,
    boolean contrasting,
    boolean curated,
    int persons,
    List<Supporter> corrections,
    List<Supporter> downs) {
  /** The same as a demonstration only. */
  public Corrected alone() {
    return new Corrected(original, replacement, false, curated, persons, corrections, downs);
  }
}
