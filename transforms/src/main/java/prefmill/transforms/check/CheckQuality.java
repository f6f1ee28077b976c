package prefmill.transforms.check;

import prefmill.transforms.context.ContextStep;
import prefmill.transforms.quality.QualityRules;
import prefmill.transforms.settled.SettledContext;

/** Keeps what passes the policy's rules on single texts, each judged in the role it plays. */
public final class CheckQuality extends ContextStep<SettledContext, SettledContext> {
  private CheckQuality(QualityRules rules) {
    super(SettledContext.class, SettledContext::bucket, () -> TextCheck.of(rules)::apply);
  }

  /** Checks by rules. */
  public static CheckQuality by(QualityRules rules) {
    return new CheckQuality(rules);
  }
}
