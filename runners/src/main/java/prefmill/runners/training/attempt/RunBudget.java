package prefmill.runners.training.attempt;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import prefmill.pipelines.policy.training.BudgetPolicy;
import prefmill.trainers.jobs.TrainingJob;
import prefmill.trainers.preflight.estimate.Money;

/**
 * What a run, that is all attempts at one job, has cost and may cost.
 *
 * @param costPerHour of the machine that trains, 0 where no price is known
 * @param limit what the run may cost
 * @param before what earlier attempts have cost
 */
record RunBudget(double costPerHour, OptionalDouble limit, double before) {
  private static final double MILLIS_PER_HOUR = 3_600_000;

  static RunBudget of(BudgetPolicy policy, TrainingJob job) {
    return new RunBudget(policy.costPerHour(), policy.perRun(), job.actualCost().orElse(0));
  }

  /** What the run has cost after so much of this attempt. */
  double costAfter(Duration time) {
    return before + costPerHour * time.toMillis() / MILLIS_PER_HOUR;
  }

  /** How long this attempt may take; empty where nothing limits it. */
  Optional<Duration> left() {
    if (limit.isEmpty() || costPerHour == 0) {
      return Optional.empty();
    }
    double hours = Math.max(0, limit.getAsDouble() - before) / costPerHour;
    return Optional.of(Duration.ofMillis((long) (hours * MILLIS_PER_HOUR)));
  }

  /** Whether nothing is left to begin with. */
  boolean isSpent() {
    return left().map(Duration::isZero).orElse(false);
  }

  /** The sentence for a run that has reached the limit. */
  String refusal(double cost) {
    return "The run has cost %s, and training.budget.per_run allows %s: raise it and run the same again, it goes on from its last checkpoint."
        .formatted(Money.text(cost), Money.text(limit.orElseThrow()));
  }

  /** What an hour costs; empty where no price is known. */
  OptionalDouble price() {
    return costPerHour > 0 ? OptionalDouble.of(costPerHour) : OptionalDouble.empty();
  }
}
