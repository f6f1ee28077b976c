package prefmill.runners.training.attempt;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.JdbiException;
import prefmill.runners.cli.Progress;
import prefmill.trainers.jobs.LeasedJob;
import prefmill.trainers.jobs.StaleLeaseException;
import prefmill.trainers.preflight.estimate.Money;
import prefmill.trainers.registry.RegistryException;
import prefmill.trainers.training.StepReport;

/**
 * Shows a training's steps and records them with the job, at the latest with the first step that
 * ends two seconds after the last record. While the registry cannot be reached they wait.
 */
final class RecordedProgress implements prefmill.trainers.training.Progress, AutoCloseable {
  private static final long PERIOD_NANOS = Duration.ofSeconds(2).toNanos();

  private final LeasedJob job;
  private final Progress shown;
  private final RunBudget budget;
  private final Runnable stop;
  private final long began = System.nanoTime();
  private final List<prefmill.trainers.jobs.Progress> waiting = new ArrayList<>();
  private Optional<String> unrecordedName = Optional.empty();
  private int taken;
  private long recorded = began - PERIOD_NANOS;

  private RecordedProgress(LeasedJob job, Progress shown, RunBudget budget, Runnable stop) {
    this.job = job;
    this.shown = shown;
    this.budget = budget;
    this.stop = stop;
  }

  /**
   * The progress of an attempt.
   *
   * @param stop ends it behind a checkpoint
   */
  static RecordedProgress of(LeasedJob job, Progress shown, RunBudget budget, Runnable stop) {
    return new RecordedProgress(job, shown, budget, stop);
  }

  @Override
  public void folder(Path attempt) {
    job.folder(attempt);
  }

  @Override
  public void placed(String name) {
    unrecordedName = Optional.of(name);
    record();
  }

  @Override
  public void step(StepReport report) {
    taken++;
    Duration time = Duration.ofNanos(System.nanoTime() - began);
    Pace pace = Pace.of(report, taken, time);
    OptionalDouble cost =
        budget.price().isPresent()
            ? OptionalDouble.of(budget.costAfter(time))
            : OptionalDouble.empty();
    shown.update(line(report, pace, cost));
    waiting.add(
        new prefmill.trainers.jobs.Progress(
            report.step(),
            report.of(),
            report.epoch(),
            report.loss(),
            report.evalLoss(),
            report.learningRate(),
            report.tokens(),
            pace.tokensPerSecond(),
            pace.remainingSeconds(),
            cost));
    if (System.nanoTime() - recorded >= PERIOD_NANOS || report.step() == report.of()) {
      record();
    }
  }

  @Override
  public void checkpoint() {
    if (job.isAskedToStop()) {
      stop.run();
    }
  }

  /** An attempt that is stale must not take the adapter's final name; an outage is waited out. */
  @Override
  public void finishing() {
    long patience = System.nanoTime() + job.lease().toNanos();
    while (true) {
      try {
        job.heartbeat();
        break;
      } catch (RegistryException | JdbiException e) {
        if (System.nanoTime() > patience || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        LockSupport.parkNanos(PERIOD_NANOS / 4);
      }
    }
    record();
  }

  /** Records what waits, if the job can still be told. */
  @Override
  public void close() {
    try {
      record();
    } catch (StaleLeaseException ended) {
      shown.update("the last steps came too late to be recorded");
    }
  }

  private void record() {
    if (waiting.isEmpty() && unrecordedName.isEmpty()) {
      return;
    }
    recorded = System.nanoTime();
    try {
      unrecordedName.ifPresent(job::providersName);
      unrecordedName = Optional.empty();
      job.progress(waiting);
      waiting.clear();
    } catch (RegistryException | JdbiException e) {
      // The heartbeats tell of it, and end the training if it lasts.
      shown.update("the registry does not answer, the training goes on");
    }
  }

  private String line(StepReport report, Pace pace, OptionalDouble cost) {
    String eval =
        report.evalLoss().isPresent()
            ? String.format(Locale.ROOT, ", validation loss %.4f", report.evalLoss().getAsDouble())
            : "";
    String price = cost.isPresent() ? ", cost " + Money.text(cost.getAsDouble()) : "";
    return String.format(
        Locale.ROOT,
        "step %d of %d, loss %.4f%s, %s%s",
        report.step(),
        report.of(),
        report.loss(),
        eval,
        pace.text(),
        price);
  }
}
