package prefmill.transforms.context;

import prefmill.transforms.outcome.Outcomes;

/** What a step does with one context: a pure function that also says why events end here. */
@FunctionalInterface
public interface ContextRule<A, B> {
  /** The context after the step. */
  B apply(A context, Outcomes.Gatherer outcomes);
}
