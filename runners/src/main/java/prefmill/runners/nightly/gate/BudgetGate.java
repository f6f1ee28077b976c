package prefmill.runners.nightly.gate;

import java.util.List;
import java.util.OptionalDouble;
import prefmill.runners.training.attempt.MonthBudget;

/**
 * Lets a training pass if something of this month's budget is left; whether it is enough is asked
 * again once the training's cost is estimated.
 *
 * @param budget of the month
 */
record BudgetGate(MonthBudget budget) implements TrainingGate {
  @Override
  public List<String> refusals(Candidate candidate) {
    return budget.refusal(OptionalDouble.empty()).stream().toList();
  }
}
