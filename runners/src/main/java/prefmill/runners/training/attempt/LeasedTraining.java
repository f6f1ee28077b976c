package prefmill.runners.training.attempt;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jdbi.v3.core.JdbiException;
import prefmill.datasets.faults.Failpoint;
import prefmill.pipelines.policy.training.BudgetPolicy;
import prefmill.runners.cli.Progress;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.failure.Diagnosis;
import prefmill.trainers.jobs.Heartbeats;
import prefmill.trainers.jobs.JobStatus;
import prefmill.trainers.jobs.Jobs;
import prefmill.trainers.jobs.LeasedJob;
import prefmill.trainers.jobs.LockHolder;
import prefmill.trainers.jobs.StaleLeaseException;
import prefmill.trainers.jobs.TrainingJob;
import prefmill.trainers.registry.RegistryException;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.registry.entry.TrainedAdapter;

/**
 * Runs one attempt at a job under its lease: tells how it goes, stops it where it is cancelled, no
 * longer holds the job or has spent its budget, and enters how it ended.
 */
public final class LeasedTraining {
  /** How long a job stays with a holder that does not answer. */
  public static final Duration LEASE = Duration.ofSeconds(20);

  // A child process is given seven seconds to save a checkpoint; a job is to end within ten.
  private static final Duration PATIENCE = Duration.ofMillis(8_500);

  private final Jobs jobs;
  private final BudgetPolicy budget;
  private final Progress progress;

  private LeasedTraining(Jobs jobs, BudgetPolicy budget, Progress progress) {
    this.jobs = jobs;
    this.budget = budget;
    this.progress = progress;
  }

  /** Attempts at these jobs. */
  public static LeasedTraining of(Jobs jobs, BudgetPolicy budget, Progress progress) {
    return new LeasedTraining(jobs, budget, progress);
  }

  /** Trains and evaluates. */
  @FunctionalInterface
  public interface Work {
    /** Does it all; an interrupt of the thread ends it. */
    TrainedAdapter adapter(prefmill.trainers.training.Progress progress)
        throws IOException, InterruptedException;
  }

  /**
   * Takes a queued job, does the work and enters its adapter.
   *
   * @throws CommandFailure if the job is cancelled, has reached its budget or is taken by another
   */
  public RegisteredAdapter run(TrainingJob job, Work work) throws IOException {
    RunBudget money = RunBudget.of(budget, job);
    if (money.isSpent()) {
      String reason = money.refusal(money.before());
      jobs.refuse(job.id(), reason);
      throw CommandFailure.refused(reason);
    }
    LeasedJob leased =
        jobs.take(job.id(), LockHolder.ofThisProcess().process(), LEASE, money.price())
            .orElseThrow(
                () ->
                    CommandFailure.locked(
                        "Another run has just begun training job %s.".formatted(job.id())));
    long began = System.nanoTime();
    TrainingInterrupt interrupt = TrainingInterrupt.ofThisThread();
    DoubleSupplier cost = () -> money.costAfter(Duration.ofNanos(System.nanoTime() - began));
    Consumer<StopCause> abandon = cause -> abandon(leased, cause, money, cost.getAsDouble());
    money.left().ifPresent(time -> interrupt.stopAfter(time, StopCause.BUDGET, PATIENCE, abandon));
    try (Heartbeats beats =
            Heartbeats.start(leased, status -> interrupt.stop(cause(status), PATIENCE, abandon));
        RecordedProgress recorded =
            RecordedProgress.of(leased, progress, money, () -> interrupt.stop(StopCause.STOPPED))) {
      TrainedAdapter trained = work.adapter(recorded);
      interrupt.over();
      Failpoint.hit("before-registry-row");
      return leased.succeed(trained);
    } catch (InterruptedException e) {
      interrupt.end();
      throw stopped(leased, interrupt.cause(), money, cost.getAsDouble(), e);
    } catch (IOException | RuntimeException | Error e) {
      interrupt.end();
      if (interrupt.isAsked()) {
        throw stopped(leased, interrupt.cause(), money, cost.getAsDouble(), e);
      }
      fail(leased, e);
      if (e instanceof Error) {
        throw CommandFailure.failed(Diagnosis.of(e).sentence(), e);
      }
      throw e;
    }
  }

  private static StopCause cause(JobStatus status) {
    return status == JobStatus.LOST ? StopCause.LOST : StopCause.CANCELLED;
  }

  /** Ends the process under work that hears no interrupt; its last checkpoint stays. */
  private void abandon(LeasedJob leased, StopCause cause, RunBudget money, double cost) {
    Diagnosis why;
    try {
      // A registry that does not answer must not keep the process alive.
      why =
          cause == StopCause.LOST
              ? Diagnosis.of(CommandFailure.failed(lostReason(leased)))
              : Diagnosis.of(stopped(leased, cause, money, cost, new InterruptedException()));
    } catch (RuntimeException e) {
      why = Diagnosis.of(e);
    }
    progress.note(why.sentence());
    System.exit(why.exitCode().code());
  }

  private static RuntimeException stopped(
      LeasedJob leased, StopCause cause, RunBudget money, double cost, Throwable e) {
    switch (cause) {
      case BUDGET -> {
        String reason = money.refusal(cost);
        leased.fail(reason);
        return CommandFailure.refused(reason);
      }
      case LOST -> {
        return lost(leased, e);
      }
      case STOPPED -> {
        leased.stopped();
        return CommandFailure.refused(
            "Training job %s was stopped behind a checkpoint: run the same again, it goes on from there."
                .formatted(leased.id()));
      }
      default -> {
        leased.cancelled();
        return cancelled(leased);
      }
    }
  }

  private static String lostReason(LeasedJob leased) {
    return "The registry did not answer for %d s, so training job %s was stopped: run the same again, it goes on from its last checkpoint."
        .formatted(LEASE.toSeconds(), leased.id());
  }

  private static RuntimeException lost(LeasedJob leased, Throwable e) {
    String reason = lostReason(leased);
    try {
      leased.fail(reason);
    } catch (StaleLeaseException stale) {
      return stale;
    } catch (RegistryException | JdbiException silent) {
      e.addSuppressed(silent);
    }
    return CommandFailure.failed(reason, e);
  }

  /** Enters why it failed, if the job is still ours and the registry answers. */
  private static void fail(LeasedJob leased, Throwable e) {
    try {
      if (e instanceof StaleLeaseException && leased.heartbeat() == JobStatus.CANCELLING) {
        leased.cancelled();
      } else {
        leased.fail(Diagnosis.of(e).sentence());
      }
    } catch (StaleLeaseException | RegistryException | JdbiException | OutOfMemoryError second) {
      e.addSuppressed(second);
    }
  }

  private static CommandFailure cancelled(LeasedJob leased) {
    return CommandFailure.refused(
        "Training job %s was cancelled: run the same again, it goes on from its last checkpoint."
            .formatted(leased.id()));
  }
}
