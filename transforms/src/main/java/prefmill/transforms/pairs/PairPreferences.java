package prefmill.transforms.pairs;

import prefmill.transforms.context.ContextStep;
import prefmill.transforms.keys.HashSource;
import prefmill.transforms.settled.SettledContext;

/** Forms preference pairs, unpaired verdicts and demonstrations inside each context. */
public final class PairPreferences extends ContextStep<SettledContext, PairedContext> {
  private PairPreferences(PairRules rules, HashSource hash) {
    super(PairedContext.class, SettledContext::bucket, () -> Pairing.of(rules, hash.hash())::apply);
  }

  /** Pairs by rules. */
  public static PairPreferences by(PairRules rules, HashSource hash) {
    return new PairPreferences(rules, hash);
  }
}
