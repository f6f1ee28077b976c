package prefmill.pipelines.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.PipelineResult;
import prefmill.datasets.objects.Durable;
import prefmill.datasets.store.DatasetStore;
import prefmill.pipelines.job.JobRunner;
import prefmill.pipelines.job.Refusal;
import prefmill.pipelines.job.StreamJob;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.run.Execution;
import prefmill.pipelines.run.IngestRun;
import prefmill.transforms.figures.DayFigures;

/** Computes the figures of a dataset from its event log. */
public final class ReportRun {
  private final Policy policy;
  private final LocalDate firstDay;
  private final EventLog log;

  private ReportRun(Policy policy, LocalDate firstDay) {
    this.policy = policy;
    this.firstDay = firstDay;
    this.log = EventLog.open(policy.store(), policy.dataset());
  }

  /** A report of a policy's dataset from a day on, in UTC. */
  public static ReportRun of(Policy policy, LocalDate firstDay) {
    return new ReportRun(policy, firstDay);
  }

  /** The figures of what is in the log now, by day; a day without feedback has none. */
  public List<DayFigures> once(Execution execution) throws IOException {
    Path results = newResults();
    try {
      ReportPlan plan = plan(results);
      List<LogManifest> entries = log.manifests().stream().filter(plan::concerns).toList();
      long events = entries.stream().mapToLong(LogManifest::rows).sum();
      if (events > execution.maxEvents()) {
        throw new Refusal(
            "%,d events are too many for the runner %s, which is for tests and takes %,d: use --runner flink"
                .formatted(events, execution.runner(), execution.maxEvents()));
      }
      if (events == 0) {
        return List.of();
      }
      List<String> segments =
          entries.stream().flatMap(e -> ReportFeedback.segments(log, e).stream()).toList();
      JobRunner.run(
          execution, "report-" + policy.dataset(), p -> ReportFeedback.compose(p, plan, segments));
      return List.copyOf(HandOver.take(results));
    } finally {
      Durable.deleteTree(results);
    }
  }

  /**
   * Follows the log until it is told to stop: first what is there, then what lands.
   *
   * @param streaming with checkpoints, and detached
   * @param days how many days stay open to what comes late
   * @param stop stops it at zero
   * @param listener is told whole days, each again whenever it changed, and about once a second,
   *     also if none did
   */
  public void follow(Execution streaming, int days, CountDownLatch stop, Listener listener)
      throws IOException, InterruptedException {
    Path results = newResults();
    ReportPlan plan = plan(results);
    StreamJob job =
        new StreamJob(
            JobRunner.start(
                streaming,
                "report-stream-" + policy.dataset(),
                p -> ReportFeedback.follow(p, plan, days)));
    try {
      while (!stop.await(1, TimeUnit.SECONDS)) {
        Optional<PipelineResult.State> end = job.ended();
        listener.figures(HandOver.take(results));
        if (end.isPresent()) {
          throw new IllegalStateException(
              "the report ended as %s after several restarts; see what the log says of the cause and start it again"
                  .formatted(end.get()));
        }
      }
    } finally {
      job.cancel();
      Durable.deleteTree(results);
    }
  }

  private ReportPlan plan(Path results) {
    return new ReportPlan(
        policy.store().toString(),
        policy.dataset(),
        policy.consent().required(),
        firstDay,
        results.toString());
  }

  private Path newResults() {
    DatasetStore store = DatasetStore.open(policy.store(), policy.dataset());
    return store.newAttempt(IngestRun.nextId() + ".work");
  }

  /** Hears of figures. */
  @FunctionalInterface
  public interface Listener {
    /** Days that changed since the last time, by day. */
    void figures(Collection<DayFigures> days) throws IOException;
  }
}
