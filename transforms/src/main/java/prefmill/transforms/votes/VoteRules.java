package prefmill.transforms.votes;

import java.io.Serializable;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;

/**
 * When an answer is decided.
 *
 * @param minVotes the least number of persons who voted
 * @param margin the least difference between ups and downs
 * @param requireApproval whether only what a curator approved or edited may become rows
 * @param reliability whether rows weigh as much as the persons they rest on agree with others
 */
public record VoteRules(int minVotes, int margin, boolean requireApproval, boolean reliability)
    implements Serializable {
  /** One vote decides. */
  public static final VoteRules DEFAULT = new VoteRules(1, 1);

  /** Decides by votes alone. */
  public VoteRules(int minVotes, int margin) {
    this(minVotes, margin, false, false);
  }

  /** Whether so many persons for and against decide an answer. */
  public boolean decides(int ups, int downs) {
    return ups + downs >= minVotes && Math.abs(ups - downs) >= margin;
  }

  /** Why so many persons for and against do not decide: too few of them, or too small a margin. */
  Reason undecided(int ups, int downs) {
    return ups + downs < minVotes
        ? new Reason(Stage.SETTLE, "conflict", (double) ups + downs, (double) minVotes)
        : new Reason(Stage.SETTLE, "conflict", (double) Math.abs(ups - downs), (double) margin);
  }
}
