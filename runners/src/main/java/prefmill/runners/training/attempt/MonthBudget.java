package prefmill.runners.training.attempt;

import java.util.Optional;
import java.util.OptionalDouble;
import prefmill.pipelines.policy.training.BudgetPolicy;
import prefmill.trainers.jobs.history.JobHistory;
import prefmill.trainers.preflight.estimate.Money;

/**
 * What the trainings of a registry may cost in a calendar month.
 *
 * @param limit empty where nothing limits them
 * @param spent so far, by the database's clock
 */
public record MonthBudget(OptionalDouble limit, double spent) {
  /** The budget of a policy and what the jobs of a registry have taken of it. */
  public static MonthBudget of(BudgetPolicy policy, JobHistory jobs) {
    return new MonthBudget(policy.perMonth(), jobs.spentThisMonth());
  }

  /** The budget of a policy whose registry was never made. */
  public static MonthBudget untouched(BudgetPolicy policy) {
    return new MonthBudget(policy.perMonth(), 0);
  }

  /**
   * Why a training may not begin.
   *
   * @param estimate what it is expected to cost, where that is known
   * @return a sentence with what is spent and what is missing; empty if it may
   */
  public Optional<String> refusal(OptionalDouble estimate) {
    if (limit.isEmpty()) {
      return Optional.empty();
    }
    double most = limit.getAsDouble();
    double needed = spent + estimate.orElse(0);
    return spent < most && needed <= most
        ? Optional.empty()
        : Optional.of(sentence(most, spent, estimate));
  }

  private static String sentence(double most, double spent, OptionalDouble estimate) {
    String expected =
        estimate.isPresent()
            ? " and this one is expected to cost %s, %s more than"
                .formatted(
                    Money.text(estimate.getAsDouble()),
                    Money.text(spent + estimate.getAsDouble() - most))
            : ", which leaves nothing of what";
    return "Training has cost %s this month%s training.budget.per_month allows (%s): wait for the next month, or raise it."
        .formatted(Money.text(spent), expected, Money.text(most));
  }
}
