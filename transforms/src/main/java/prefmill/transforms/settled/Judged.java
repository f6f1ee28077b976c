package prefmill.transforms.settled;

import java.util.List;

/**
 * A decided answer.
 *
 * @param answer the answer
 * @param up whether it is liked
 * @param votes persons who say so
 * @param against persons who say the opposite
 * @param approved whether curators approved what they say
 * @param supporters the events that say so, of the context's own side, by stable key
 */
public record Judged(
    Answer answer,
    boolean up,
    int votes,
    int against,
    boolean approved,
    List<Supporter> supporters) {
  /** By how many persons it is decided. */
  public int margin() {
    return votes - against;
  }
}
