package prefmill.transforms.votes;

import prefmill.transforms.context.ContextStep;
import prefmill.transforms.context.SidedContext;
import prefmill.transforms.keys.HashSource;
import prefmill.transforms.settled.SettledContext;

/** One judgement per person and answer, then one per answer. */
public final class SettleVotes extends ContextStep<SidedContext, SettledContext> {
  private SettleVotes(VoteRules rules, double ratingGap, HashSource hash) {
    super(
        SettledContext.class,
        SidedContext::bucket,
        () -> Settlement.of(rules, ratingGap, hash.hash())::apply);
  }

  /** Settles by rules; ratings make a preference when they are ratingGap of the range apart. */
  public static SettleVotes by(VoteRules rules, double ratingGap, HashSource hash) {
    return new SettleVotes(rules, ratingGap, hash);
  }
}
