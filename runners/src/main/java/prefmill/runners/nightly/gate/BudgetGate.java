package prefmill.runners.nightly.gate;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import prefmill.pipelines.policy.training.BudgetPolicy;
import prefmill.trainers.jobs.history.JobHistory;

/**
 * Lets a training pass if this month's budget is not spent and, where an estimate is known, holds
 * what the training will cost.
 *
 * @param budget what training may cost
 * @param estimate what this training is expected to cost
 * @param jobs knows what was spent, by the database's clock
 */
record BudgetGate(BudgetPolicy budget, OptionalDouble estimate, JobHistory jobs)
    implements TrainingGate {
  @Override
  public List<String> refusals(Candidate candidate) {
    if (budget.perMonth().isEmpty()) {
      return List.of();
    }
    double limit = budget.perMonth().getAsDouble();
    double spent = jobs.spentThisMonth();
    double needed = spent + estimate.orElse(0);
    boolean fits = spent < limit && needed <= limit;
    return fits ? List.of() : List.of(refusal(limit, spent, needed));
  }

  private String refusal(double limit, double spent, double needed) {
    String expected =
        estimate.isPresent()
            ? String.format(
                Locale.ROOT,
                " and this one is expected to cost %.2f, %.2f more than",
                estimate.getAsDouble(),
                needed - limit)
            : ", which leaves nothing of what";
    return String.format(
        Locale.ROOT,
        "Training has cost %.2f this month%s training.budget.per_month allows (%.2f): wait for the next month, or raise it.",
        spent,
        expected,
        limit);
  }
}
