package prefmill.runners.training.preflight;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import prefmill.pipelines.policy.training.BudgetPolicy;
import prefmill.runners.training.PlannedTraining;
import prefmill.runners.training.attempt.MonthBudget;
import prefmill.trainers.jobs.JobStatus;
import prefmill.trainers.jobs.Jobs;
import prefmill.trainers.jobs.TrainingJob;
import prefmill.trainers.jobs.history.JobHistory;
import prefmill.trainers.preflight.Finding;
import prefmill.trainers.preflight.PreflightReport;
import prefmill.trainers.preflight.estimate.EarlierRuns;
import prefmill.trainers.preflight.estimate.Estimate;
import prefmill.trainers.preflight.estimate.Money;
import prefmill.trainers.preflight.estimate.Pace;
import prefmill.trainers.registry.Registry;

/**
 * What a registry knows of a training before it begins.
 *
 * @param pace of earlier runs, if there are any
 * @param month what trainings may cost this month, and have cost
 * @param perRun what the training may cost; empty where nothing limits it
 * @param job of the training itself, if it was asked for before
 */
public record KnownBefore(
    Optional<Pace> pace, MonthBudget month, OptionalDouble perRun, Optional<TrainingJob> job) {
  /** What a registry that was never made knows. */
  public static KnownBefore nothing(BudgetPolicy budget) {
    return new KnownBefore(
        Optional.empty(), MonthBudget.untouched(budget), budget.perRun(), Optional.empty());
  }

  /**
   * Asks a registry.
   *
   * @param contentHash of the version to train on
   */
  public static KnownBefore of(
      Registry registry, BudgetPolicy budget, PlannedTraining planned, String contentHash) {
    return new KnownBefore(
        EarlierRuns.of(registry)
            .pace(planned.trainer(), planned.baseModel().toString(), planned.place().name()),
        MonthBudget.of(budget, JobHistory.of(registry)),
        budget.perRun(),
        Jobs.of(registry).list().stream()
            .filter(job -> job.name().equals(planned.name()))
            .filter(job -> job.datasetContentHash().equals(contentHash))
            .filter(job -> job.planHash().equals(planned.planHash()))
            .findFirst());
  }

  /** A report that also says whether the budgets of month and run pay for the run. */
  PreflightReport held(PreflightReport report) {
    boolean done = job.filter(j -> j.status() == JobStatus.SUCCEEDED).isPresent();
    if (done || report.refusal().isPresent()) {
      return report;
    }
    OptionalDouble cost = report.estimate().map(Estimate::cost).orElse(OptionalDouble.empty());
    return month
        .refusal(left(cost))
        .map(sentence -> report.and(Finding.refused("budget", List.of(), sentence)))
        .orElseGet(() -> withinRun(report, cost));
  }

  // An estimate may be far from the truth; the run itself is stopped by what it has cost.
  private PreflightReport withinRun(PreflightReport report, OptionalDouble cost) {
    if (cost.isEmpty() || perRun.isEmpty() || cost.getAsDouble() <= perRun.getAsDouble()) {
      return report;
    }
    return report.and(
        Finding.warning(
            "budget",
            List.of(),
            "The run is expected to cost %s, and training.budget.per_run allows %s: it is stopped there, with a checkpoint; raise it to let the run end."
                .formatted(Money.text(cost.getAsDouble()), Money.text(perRun.getAsDouble()))));
  }

  // What earlier attempts at the job have cost is among what the month has cost.
  private OptionalDouble left(OptionalDouble cost) {
    double paid = job.map(TrainingJob::actualCost).orElse(OptionalDouble.empty()).orElse(0);
    return cost.isEmpty() ? cost : OptionalDouble.of(Math.max(0, cost.getAsDouble() - paid));
  }
}
