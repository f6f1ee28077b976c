package prefmill.transforms.check;

import prefmill.transforms.context.ContextStep;
import prefmill.transforms.pairs.PairedContext;
import prefmill.transforms.quality.QualityRules;

/** Keeps the pairs whose answers differ enough, and as the policy wants them to. */
public final class CheckPairs extends ContextStep<PairedContext, PairedContext> {
  private final QualityRules rules;

  private CheckPairs(QualityRules rules, boolean allReasons) {
    super(PairedContext.class, PairedContext::bucket, () -> PairCheck.of(rules, allReasons)::apply);
    this.rules = rules;
  }

  /** Checks by rules. */
  public static CheckPairs by(QualityRules rules) {
    return new CheckPairs(rules, false);
  }

  /**
   * The same check, which also tallies as reasons.STAGE.RULE the events that each rule would
   * refuse, not the first rule only.
   */
  public CheckPairs allReasons(boolean asked) {
    return new CheckPairs(rules, asked);
  }
}
