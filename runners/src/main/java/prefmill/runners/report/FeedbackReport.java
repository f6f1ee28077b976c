package prefmill.runners.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.jdbi.v3.core.JdbiException;
import prefmill.datasets.objects.Durable;
import prefmill.datasets.objects.Places;
import prefmill.datasets.store.DatasetStore;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.report.ReportRun;
import prefmill.pipelines.run.Execution;
import prefmill.pipelines.run.IngestRun;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.profile.RunnerProfile;
import prefmill.runners.project.Project;
import prefmill.runners.report.alert.AlertRound;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.RegistryException;
import prefmill.trainers.registry.figures.AlertRows;
import prefmill.trainers.registry.figures.FigureRows;
import prefmill.transforms.figures.DayFigures;
import prefmill.transforms.figures.alert.Alert;
import prefmill.transforms.figures.alert.AlertRules;

/**
 * Figures of a dataset, once or as feedback lands, into the registry's tables and to the policy's
 * sinks.
 */
public final class FeedbackReport {
  /** How many days a report covers unless more are asked for. */
  public static final int DAYS = 30;

  // alerts are held against the days before, and one lasts from its first day on
  private static final int HISTORY_DAYS = 400;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration BETWEEN_ROUNDS = Duration.ofMinutes(1);

  private final Policy policy;
  private final int days;
  private final Clock clock;
  private final Consumer<String> log;
  private final Map<LocalDate, DayFigures> pending = new TreeMap<>();
  private Instant nextRound = Instant.EPOCH;
  private Instant awaySince;

  private FeedbackReport(Policy policy, int days, Clock clock, Consumer<String> log) {
    this.policy = policy;
    this.days = days;
    this.clock = clock;
    this.log = log;
  }

  /**
   * A report of a project.
   *
   * @param days how many days it covers, today included
   * @param log takes lines for people
   */
  public static FeedbackReport of(Project project, int days, Consumer<String> log) {
    return new FeedbackReport(project.policy(), days, Clock.systemUTC(), log);
  }

  /** The figures of what is in the event log now; the tables are brought up to date. */
  public FeedbackFigures once(Execution execution, Optional<Registry> registry) throws IOException {
    List<DayFigures> computed = ReportRun.of(policy, firstDay()).once(execution);
    if (registry.isEmpty()) {
      List<Alert> alerts = AlertRules.alerts(policy.report().settings(), computed, today());
      return new FeedbackFigures(firstDay(), today(), computed, alerts, null);
    }
    TableFigures table = table(registry.get());
    computed.forEach(table::replace);
    AlertRound.Result round = round(registry.get()).run(history(table), today());
    return new FeedbackFigures(firstDay(), today(), table.since(firstDay()), round.fresh(), round);
  }

  /** What the tables say, whatever the event log holds by now. */
  public FeedbackFigures recorded(Registry registry) {
    return new FeedbackFigures(
        firstDay(), today(), table(registry).since(firstDay()), List.of(), null);
  }

  /**
   * Keeps the tables up to date while feedback lands, until it is told to stop; a database that is
   * away is waited for, ten minutes at most.
   *
   * @param checkpointSeconds between two checkpoints, from which a failed job goes on
   */
  public void follow(
      RunnerProfile profile, int checkpointSeconds, Registry registry, CountDownLatch stop)
      throws IOException, InterruptedException {
    TableFigures table = table(registry);
    AlertRound round = round(registry);
    Execution streaming = profile.streaming(checkpointSeconds);
    Path checkpoints = checkpoints(profile);
    try {
      keepState(streaming.options().as(FlinkPipelineOptions.class), checkpoints);
      ReportRun.of(policy, firstDay())
          .follow(streaming, days, stop, changed -> write(changed, table, round));
    } finally {
      Durable.deleteTree(checkpoints);
    }
  }

  /** Where all workers see them: in the store, or on this machine if it alone works on a bucket. */
  private Path checkpoints(RunnerProfile profile) throws IOException {
    if (Places.isOnDisk(policy.store())) {
      DatasetStore store = DatasetStore.open(policy.store(), policy.dataset());
      return store.newAttempt(IngestRun.nextId() + ".checkpoints");
    }
    if (profile.cluster().isPresent()) {
      throw CommandFailure.usage(
          "report --stream keeps its checkpoints in the store, and a cluster's in a bucket are not supported yet: leave out --flink-master, or put the store in a folder.");
    }
    return Files.createTempDirectory("prefmill-checkpoints");
  }

  /** Unlike a stream that lands, one that counts has a state, and hands on what a bundle began. */
  private static void keepState(FlinkPipelineOptions options, Path checkpoints) {
    options.setStateBackend("filesystem");
    options.setStateBackendStoragePath(checkpoints.toUri().toString());
    // the sets of facts grow while a checkpoint writes them: it needs copies of its own
    options.setFasterCopy(false);
    options.setMaxBundleSize(1_000L);
    options.setMaxBundleTimeMills(1_000L);
  }

  /** Also without new figures a day ends, and what a sink did not take is sent again. */
  private void write(Collection<DayFigures> changed, TableFigures table, AlertRound round) {
    changed.forEach(day -> pending.put(day.day(), day));
    if (pending.isEmpty() && clock.instant().isBefore(nextRound)) {
      return;
    }
    try {
      pending.values().forEach(table::replace);
      round.run(history(table), today());
      pending.clear();
      nextRound = clock.instant().plus(BETWEEN_ROUNDS);
      awaySince = null;
    } catch (JdbiException | RegistryException e) {
      if (awaySince == null) {
        awaySince = clock.instant();
        log.accept("the registry does not answer; its figures are written when it does");
      }
      if (awaySince.plus(PATIENCE).isBefore(clock.instant())) {
        throw e;
      }
    }
  }

  private List<DayFigures> history(TableFigures table) {
    return table.since(today().minusDays(HISTORY_DAYS));
  }

  private TableFigures table(Registry registry) {
    return new TableFigures(FigureRows.of(registry), policy.dataset());
  }

  private AlertRound round(Registry registry) {
    return AlertRound.of(AlertRows.of(registry), policy.dataset(), policy.report(), log);
  }

  private LocalDate firstDay() {
    return today().minusDays(days - 1L);
  }

  private LocalDate today() {
    return LocalDate.now(clock);
  }
}
