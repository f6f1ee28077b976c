package prefmill.transforms.check;

import prefmill.transforms.context.ContextStep;
import prefmill.transforms.quality.QualityRules;
import prefmill.transforms.settled.SettledContext;

/** Keeps what passes the policy's rules on single texts, each judged in the role it plays. */
public final class CheckQuality extends ContextStep<SettledContext, SettledContext> {
  private final QualityRules rules;

  private CheckQuality(QualityRules rules, boolean allReasons) {
    super(
        SettledContext.class, SettledContext::bucket, () -> TextCheck.of(rules, allReasons)::apply);
    this.rules = rules;
  }

  /** Checks by rules. */
  public static CheckQuality by(QualityRules rules) {
    return new CheckQuality(rules, false);
  }

  /**
   * The same check, which also tallies as reasons.STAGE.RULE the events that each rule would
   * refuse, not the first rule only.
   */
  public CheckQuality allReasons(boolean asked) {
    return new CheckQuality(rules, asked);
  }
}
