package prefmill.transforms.settled;

import java.util.List;

/**
 * An answer and what persons would have wanted instead.
 *
 * @param original the answer that was given
 * @param replacement the answer that was wanted
 * @param contrasting whether the original may stand beside it as the worse answer
 * @param persons who wanted it, of the context's own side
 * @param corrections the corrections themselves, by stable key
 * @param downs the same persons' downs on the original, by stable key
 */
public record Corrected(
    Answer original,
    Answer replacement,
    boolean contrasting,
    int persons,
    List<Supporter> corrections,
    List<Supporter> downs) {
  /** The same as a demonstration only. */
  public Corrected alone() {
    return new Corrected(original, replacement, false, persons, corrections, downs);
  }
}
