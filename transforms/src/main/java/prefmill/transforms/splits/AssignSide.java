package prefmill.transforms.splits;

import prefmill.transforms.consent.Admission;
import prefmill.transforms.context.Context;
import prefmill.transforms.context.ContextStep;
import prefmill.transforms.context.SidedContext;
import prefmill.transforms.keys.HashSource;

/** Decides train, validation or test before anything else is decided: the first comer decides. */
public final class AssignSide extends ContextStep<Context, SidedContext> {
  private AssignSide(SplitRules rules, Admission admission, HashSource hash) {
    super(
        SidedContext.class,
        Context::bucket,
        () -> SideAssignment.of(rules, admission, hash.hash())::apply);
  }

  /** Assigns sides by rules, drawn by the dataset's hash, to events that may be used. */
  public static AssignSide by(SplitRules rules, Admission admission, HashSource hash) {
    return new AssignSide(rules, admission, hash);
  }
}
