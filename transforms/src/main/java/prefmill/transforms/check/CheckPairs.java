package prefmill.transforms.check;

import prefmill.transforms.context.ContextStep;
import prefmill.transforms.pairs.PairedContext;
import prefmill.transforms.quality.QualityRules;

/** Keeps the pairs whose answers differ enough, and as the policy wants them to. */
public final class CheckPairs extends ContextStep<PairedContext, PairedContext> {
  private CheckPairs(QualityRules rules) {
    super(PairedContext.class, PairedContext::bucket, () -> PairCheck.of(rules)::apply);
  }

  /** Checks by rules. */
  public static CheckPairs by(QualityRules rules) {
    return new CheckPairs(rules);
  }
}
