package prefmill.runners.command.jobs;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import prefmill.runners.cli.Table;
import prefmill.runners.training.attempt.Pace;
import prefmill.trainers.jobs.JobStatus;
import prefmill.trainers.jobs.TrainingJob;
import prefmill.trainers.jobs.history.JobStep;
import prefmill.trainers.preflight.estimate.Money;

/**
 * A job with how far it is.
 *
 * @param job the job
 * @param last the last step that was recorded
 */
record JobView(TrainingJob job, Optional<JobStep> last) {
  static final int SHORT_ID = 8;

  /** The heading of a table of jobs. */
  static Table table() {
    return Table.of(
        "JOB", "STATE", "NAME", "STEP", "LOSS", "TOKENS/S", "REMAINING", "COST", "CREATED");
  }

  void line(Table table) {
    table.line(
        job.id().toString().substring(0, SHORT_ID),
        job.status().column(),
        job.name(),
        last.map(step -> step.step() + "/" + step.ofSteps()).orElse("-"),
        number("%.4f", last.map(JobStep::loss).orElse(OptionalDouble.empty())),
        number("%,.0f", last.map(JobStep::tokensPerSecond).orElse(OptionalDouble.empty())),
        remaining().isPresent() ? Pace.time(remaining().getAsDouble()) : "-",
        money(cost()),
        job.createdAt());
  }

  Map<String, Object> json() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", job.id().toString());
    values.put("status", job.status().column());
    values.put("stop_asked", job.isAskedToStop());
    values.put("name", job.name());
    values.put("trainer", job.trainer());
    values.put("method", job.method());
    values.put("base_model", job.baseModel());
    values.put("dataset_content_hash", job.datasetContentHash());
    values.put("attempts", job.fence());
    values.put("holder", job.leaseHolder().orElse(null));
    values.put("step", last.map(JobStep::step).orElse(null));
    values.put("of", last.map(JobStep::ofSteps).orElse(null));
    values.put("epoch", last.map(s -> value(s.epoch())).orElse(null));
    values.put("loss", last.map(s -> value(s.loss())).orElse(null));
    values.put("tokens", last.map(JobStep::tokens).orElse(null));
    values.put("tokens_per_second", last.map(s -> value(s.tokensPerSecond())).orElse(null));
    values.put("remaining_seconds", value(remaining()));
    values.put("cost", value(cost()));
    values.put("cost_estimate", value(job.costEstimate()));
    values.put("actual_cost", value(job.actualCost()));
    values.put("error", job.errorMessage().orElse(null));
    values.put("created_at", job.createdAt().toString());
    values.put("started_at", job.startedAt().map(Object::toString).orElse(null));
    values.put("completed_at", job.completedAt().map(Object::toString).orElse(null));
    return values;
  }

  /** What it has cost so far: of one that runs, as of its last step. */
  OptionalDouble cost() {
    OptionalDouble running = last.map(JobStep::cost).orElse(OptionalDouble.empty());
    return isRunning() && running.isPresent() ? running : job.actualCost();
  }

  static Double value(OptionalDouble number) {
    return number.isPresent() ? (Double) number.getAsDouble() : null;
  }

  static String money(OptionalDouble amount) {
    return amount.isPresent() ? Money.text(amount.getAsDouble()) : "-";
  }

  static String number(String format, OptionalDouble number) {
    return number.isPresent() ? String.format(Locale.ROOT, format, number.getAsDouble()) : "-";
  }

  private OptionalDouble remaining() {
    return isRunning()
        ? last.map(JobStep::remainingSeconds).orElse(OptionalDouble.empty())
        : OptionalDouble.empty();
  }

  private boolean isRunning() {
    return job.status() == JobStatus.RUNNING || job.status() == JobStatus.CANCELLING;
  }
}
