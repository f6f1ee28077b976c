package prefmill.runners.quickstart.streaming;

import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import prefmill.runners.cli.Progress;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.profile.RunnerProfile;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;
import prefmill.runners.report.FeedbackFigures;
import prefmill.runners.report.FeedbackReport;

/** Figures that follow the quickstart's event log into the registry while feedback lands. */
final class LiveFigures implements AutoCloseable {
  private static final LocalDate FIRST_DAY = LocalDate.parse("2026-09-01");
  private static final int CHECKPOINT_SECONDS = 10;
  private static final long PATIENCE_MINUTES = 2;

  private final OpenRegistry open;
  private final RunnerProfile profile;
  private final FeedbackReport report;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final ExecutorService background = Executors.newSingleThreadExecutor();
  private final Future<?> following;

  private LiveFigures(OpenRegistry open, RunnerProfile profile, FeedbackReport report) {
    this.open = open;
    this.profile = profile;
    this.report = report;
    this.following =
        background.submit(
            () -> {
              report.follow(profile, CHECKPOINT_SECONDS, open.registry(), stop);
              return null;
            });
    background.shutdown();
  }

  /** Begins to follow; the registry is made where there is none. */
  static LiveFigures follow(Project project, RunnerProfile profile, Progress progress)
      throws IOException, SQLException {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    int days = Math.toIntExact(ChronoUnit.DAYS.between(FIRST_DAY, today)) + 1;
    FeedbackReport report = FeedbackReport.of(project, days, progress::note);
    return new LiveFigures(OpenRegistry.of(project), profile, report);
  }

  /** What the registry's table says now. */
  FeedbackFigures now() {
    return report.recorded(open.registry());
  }

  /**
   * Waits until the table says what a batch finds in the event log, and ends the following.
   *
   * @throws CommandFailure if it does not come to that
   */
  FeedbackFigures settled() throws IOException, InterruptedException {
    FeedbackFigures batch = report.once(profile.execution(), Optional.empty());
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
    while (!now().agreesWith(batch)) {
      if (following.isDone() || System.nanoTime() > end) {
        stop();
        throw CommandFailure.failed(
            "The live figures are not those of a batch over the same event log: please report it.");
      }
      Thread.sleep(200);
    }
    stop();
    return now();
  }

  private void stop() throws InterruptedException {
    stop.countDown();
    try {
      following.get();
    } catch (ExecutionException e) {
      throw CommandFailure.failed("The live figures of the quickstart ended early.", e.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    stop.countDown();
    try {
      background.awaitTermination(PATIENCE_MINUTES, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.close();
    }
  }
}
