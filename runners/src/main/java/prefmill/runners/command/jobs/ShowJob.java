package prefmill.runners.command.jobs;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import prefmill.pipelines.policy.PolicyException;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.cli.Progress;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.training.attempt.Pace;
import prefmill.trainers.jobs.JobStatus;
import prefmill.trainers.jobs.Jobs;
import prefmill.trainers.jobs.history.JobHistory;
import prefmill.trainers.jobs.history.JobStep;
import prefmill.trainers.registry.Registry;

/**
 * Shows one job: every move, every attempt with its files, how far it is. With --follow it is
 * watched until it has ended: a line for each move and the last step, on a terminal about once a
 * second, elsewhere at most every 30 seconds.
 */
@Command(name = "show", description = "Shows one job: its moves, attempts, files and progress.")
public final class ShowJob implements Callable<Integer> {
  private static final long PERIOD_MILLIS = 1_000;

  @Mixin private CommonOptions common;

  @Option(
      names = "--follow",
      description =
          "Shows the progress until the job has ended, and ends as it did: 0 succeeded, 1 failed or lost, 3 cancelled.")
  private boolean follow;

  @Parameters(paramLabel = "JOB", description = "The job's id, or how it begins.")
  private String job;

  @Override
  public Integer call() throws Exception {
    JobReference reference = new JobReference(job);
    ExitCode end = follow ? follow(reference) : ExitCode.DONE;
    ShownJob shown = reference.ask(common, ShownJob::of);
    common.output().result(shown.json(), shown.text());
    return end.code();
  }

  private ExitCode follow(JobReference reference)
      throws IOException, SQLException, PolicyException, InterruptedException {
    try (Progress progress = common.output().progress()) {
      Optional<JobStatus> before = Optional.empty();
      while (true) {
        JobView now = reference.ask(common, ShowJob::view);
        JobStatus status = now.job().status();
        if (!before.equals(Optional.of(status))) {
          progress.stage("job " + now.job().id() + " is " + status.column());
        }
        now.last().ifPresent(step -> progress.update(line(step)));
        Optional<ExitCode> end = end(status);
        if (end.isPresent()) {
          return end.get();
        }
        before = Optional.of(status);
        Thread.sleep(PERIOD_MILLIS);
      }
    }
  }

  private static JobView view(Registry registry, UUID id) {
    Jobs jobs = Jobs.of(registry);
    jobs.markLost();
    return new JobView(jobs.find(id).orElseThrow(), JobHistory.of(registry).lastStep(id));
  }

  private static Optional<ExitCode> end(JobStatus status) {
    return switch (status) {
      case PENDING, VALIDATING, QUEUED, RUNNING, CANCELLING -> Optional.empty();
      case SUCCEEDED -> Optional.of(ExitCode.DONE);
      case CANCELLED -> Optional.of(ExitCode.REFUSED);
      case FAILED, LOST -> Optional.of(ExitCode.FAILED);
    };
  }

  private static String line(JobStep step) {
    return String.format(
        Locale.ROOT,
        "step %d of %d, loss %s, %s tokens/s, %s left, cost %s",
        step.step(),
        step.ofSteps(),
        JobView.number("%.4f", step.loss()),
        JobView.number("%,.0f", step.tokensPerSecond()),
        Pace.time(step.remainingSeconds().orElse(0)),
        JobView.money(step.cost()));
  }
}
