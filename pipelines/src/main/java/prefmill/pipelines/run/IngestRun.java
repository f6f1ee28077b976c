package prefmill.pipelines.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import prefmill.datasets.objects.Durable;
import prefmill.datasets.objects.Places;
import prefmill.datasets.store.DatasetStore;
import prefmill.pipelines.erase.Erasures;
import prefmill.pipelines.ingest.IngestFeedback;
import prefmill.pipelines.ingest.IngestPlan;
import prefmill.pipelines.ingest.LandingReceipt;
import prefmill.pipelines.job.DatasetKey;
import prefmill.pipelines.job.JobRunner;
import prefmill.pipelines.job.Refusal;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.log.Segment;
import prefmill.pipelines.log.key.LogKey;
import prefmill.pipelines.log.lookup.LogFiles;
import prefmill.pipelines.pending.PendingRun;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.receipts.WriteReceipts;
import prefmill.pipelines.source.SourcePlan;
import prefmill.pipelines.source.SourceReader;
import prefmill.pipelines.source.database.Snapshots;
import prefmill.pipelines.source.dead.DeadLetterTopics;
import prefmill.pipelines.source.dead.ReplayPlan;

/** Reads what is new in the policy's sources into the event log. */
public final class IngestRun {
  private static final long SEGMENT_BYTES = 64L << 20;

  private final Policy policy;
  private final Path policyFolder;
  private final Execution execution;
  private final DatasetKey key;

  private IngestRun(Policy policy, Path policyFolder, Execution execution) {
    this.policy = policy;
    this.policyFolder = policyFolder;
    this.execution = execution;
    this.key = DatasetKey.of(policy);
  }

  /** An ingest of all sources of a policy; relative paths count from the policy's folder. */
  public static IngestRun of(Policy policy, Path policyFolder, Execution execution) {
    return new IngestRun(policy, policyFolder, execution);
  }

  /** A name for a run that lands events. */
  public static String nextId() {
    return RunId.next();
  }

  /** Lands what is new; the sources' positions move with it, or not at all. */
  public IngestResult land() throws IOException {
    EventLog log = LogKey.logOf(policy);
    try (Snapshots snapshots = Snapshots.open()) {
      return land(log, fresh(log.positions(), snapshots), false, copies(log));
    }
  }

  /**
   * Takes back what came into the sources' topics of dead letters since the last replay: what can
   * be parsed now lands and is dead no more, the rest stays dead.
   *
   * @throws Refusal if no source has such a topic
   */
  public IngestResult replay() throws IOException {
    EventLog log = LogKey.logOf(policy);
    Map<String, Map<String, String>> positions = log.positions();
    List<SourcePlan> plans = new ArrayList<>();
    for (SourcePolicy source : policy.sources()) {
      if (source.deadLetters() != null) {
        String name = ReplayPlan.positionsOf(source.name());
        plans.add(ReplayPlan.of(source, policyFolder, positions.getOrDefault(name, Map.of())));
      }
    }
    if (plans.isEmpty()) {
      throw new Refusal(
          "no source of the policy has a topic of dead letters, so there is nothing to take back: leave out --replay, or name one under sources.NAME.dead_letters");
    }
    List<SourcePlan> fresh = plans.stream().filter(plan -> !plan.isEmpty()).toList();
    return land(log, fresh, true, letters -> {});
  }

  /** Lands what is new since these positions in a log elsewhere, as a dry run does. */
  public IngestResult landIn(EventLog log, Map<String, Map<String, String>> positions)
      throws IOException {
    var unused = LogKey.logOf(policy);
    try (Snapshots snapshots = Snapshots.open()) {
      return land(log, fresh(positions, snapshots), false, letters -> {});
    }
  }

  private IngestResult land(
      EventLog log, List<SourcePlan> fresh, boolean replay, BeforeEntry beforeEntry)
      throws IOException {
    if (fresh.isEmpty()) {
      return IngestResult.NOTHING_NEW;
    }
    PendingRun pending = pending(fresh, replay);
    IngestPlan plan = plan(log, fresh, pending, replay);
    JobRunner.run(execution, pending.job(), p -> IngestFeedback.compose(p, plan));
    return enter(log, pending, beforeEntry);
  }

  /**
   * Hands the landing of what is new to the runner and does not wait for it.
   *
   * @return the run to {@link #finish}; empty if nothing is new
   * @throws Refusal if a source is a database, whose snapshot ends with this process
   */
  public Optional<String> submit() throws IOException {
    for (SourcePolicy source : policy.sources()) {
      if (source.kind() == SourcePolicy.Kind.POSTGRES) {
        throw new Refusal(
            "the source %s is read in a snapshot of its database that lasts as long as the command: leave out --detach, and detach the build instead"
                .formatted(source.name()));
      }
    }
    EventLog log = LogKey.logOf(policy);
    List<SourcePlan> fresh;
    try (Snapshots none = Snapshots.open()) {
      fresh = fresh(log.positions(), none);
    }
    if (fresh.isEmpty()) {
      return Optional.empty();
    }
    PendingRun pending = pending(fresh, false);
    pending.write(store().newAttempt(pending.run() + ".work"));
    IngestPlan plan = plan(log, fresh, pending, false);
    var unused = JobRunner.start(execution, pending.job(), p -> IngestFeedback.compose(p, plan));
    return Optional.of(pending.run());
  }

  /** Enters what a submitted run landed; a run is entered once. */
  public IngestResult finish(PendingRun pending) throws IOException {
    EventLog log = LogKey.logOf(policy, pending);
    Path scratch = PendingRun.scratch(store(), pending.run());
    for (LogManifest entry : log.manifests()) {
      if (entry.run().equals(pending.run())) {
        Durable.deleteTree(scratch);
        return new IngestResult(entry.rows(), entry.deadLetters().size(), entry.positions().size());
      }
    }
    IngestResult result = enter(log, pending, copies(log));
    Durable.deleteTree(scratch);
    return result;
  }

  /** The file that a run's job writes at its end. */
  public static Path receipts(EventLog log, String run) {
    return log.folder().resolve("segments").resolve(run).resolve("receipts.json");
  }

  private List<SourcePlan> fresh(Map<String, Map<String, String>> positions, Snapshots snapshots)
      throws IOException {
    List<SourcePlan> fresh = new ArrayList<>();
    for (SourcePolicy source : policy.sources()) {
      Map<String, String> last = positions.getOrDefault(source.name(), Map.of());
      SourcePlan plan = SourceReader.plan(policy, source, policyFolder, last, snapshots);
      if (!plan.isEmpty()) {
        fresh.add(plan);
      }
    }
    return fresh;
  }

  private PendingRun pending(List<SourcePlan> fresh, boolean replay) {
    Map<String, Map<String, String>> read = new TreeMap<>();
    for (SourcePlan source : fresh) {
      String name = source.source().name();
      read.put(replay ? ReplayPlan.positionsOf(name) : name, source.positions());
    }
    long bytes = fresh.stream().mapToLong(SourcePlan::estimatedBytes).sum();
    String run = RunId.next();
    return PendingRun.ofIngest(
        run,
        key.hash().keyId(),
        "prefmill-ingest-" + policy.dataset() + "-" + run,
        new PendingRun.Ingest(bytes, read));
  }

  private IngestPlan plan(EventLog log, List<SourcePlan> fresh, PendingRun pending, boolean replay)
      throws IOException {
    return new IngestPlan(
        fresh,
        policy.dataset(),
        policy.masking().rules(),
        key.key(),
        Erasures.of(store().folder()).persons(pending.keyId()),
        policy.volatileSpans(),
        log.folder(),
        pending.run(),
        Stretches.bits(pending.ingest().bytes() / SEGMENT_BYTES, execution.parallelism()),
        receipts(log, pending.run()),
        replay);
  }

  private DatasetStore store() {
    return DatasetStore.open(policy.store(), policy.dataset());
  }

  private BeforeEntry copies(EventLog log) {
    DeadLetterTopics topics = DeadLetterTopics.of(policy.sources(), policyFolder);
    return letters -> topics.copy(log.folder(), letters);
  }

  private static IngestResult enter(EventLog log, PendingRun pending, BeforeEntry beforeEntry)
      throws IOException {
    LogKey.require(log, log.manifests(), pending.keyId());
    Path receipts = receipts(log, pending.run());
    LogFiles.requireLanded(receipts);
    List<LandingReceipt> landed = new ArrayList<>();
    for (String line : WriteReceipts.read(receipts)) {
      landed.add(LandingReceipt.read(line));
    }
    List<Segment> segments =
        landed.stream().map(LandingReceipt::segment).filter(Objects::nonNull).toList();
    List<String> letters =
        landed.stream().map(LandingReceipt::deadLetters).filter(Objects::nonNull).toList();
    segments.forEach(s -> LogFiles.requireLanded(Places.in(log.folder(), s.path())));
    beforeEntry.landed(letters);
    LogManifest manifest =
        log.append(
            LogManifest.of(
                pending.run(),
                pending.keyId(),
                pending.ingest().bytes(),
                segments,
                letters,
                pending.ingest().positions()));
    Files.deleteIfExists(receipts);
    return new IngestResult(manifest.rows(), letters.size(), pending.ingest().positions().size());
  }

  /** What is done with the files of dead letters before the log tells of them. */
  private interface BeforeEntry {
    void landed(List<String> letters) throws IOException;
  }
}
