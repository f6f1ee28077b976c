package prefmill.transforms.votes;

import java.io.Serializable;

/**
 * When an answer is decided.
 *
 * @param minVotes the least number of persons who voted
 * @param margin the least difference between ups and downs
 */
public record VoteRules(int minVotes, int margin) implements Serializable {
  /** One vote decides. */
  public static final VoteRules DEFAULT = new VoteRules(1, 1);

  /** Whether so many persons for and against decide an answer. */
  public boolean decides(int ups, int downs) {
    return ups + downs >= minVotes && Math.abs(ups - downs) >= margin;
  }
}
