package prefmill.pipelines.build;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.apache.beam.sdk.Pipeline;
import prefmill.pipelines.cache.CacheUse;
import prefmill.pipelines.contexts.KeptBase;
import prefmill.pipelines.job.DatasetKey;
import prefmill.pipelines.job.Refusal;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.log.Segment;
import prefmill.pipelines.log.compact.Compactions;
import prefmill.pipelines.log.key.LogKey;
import prefmill.pipelines.log.lookup.LogFiles;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.run.Execution;
import prefmill.pipelines.run.Micros;
import prefmill.pipelines.run.Stretches;
import prefmill.transforms.consent.Admission;
import prefmill.transforms.decisions.Clock;

/**
 * The job that builds a version's files in a scratch folder.
 *
 * @param policy what decides the rows
 * @param execution on what it runs
 * @param key the dataset's key
 * @param asOf the time as of which it builds
 * @param allReasons whether to count what each quality rule alone would refuse
 * @param entries the log's entries that it builds from
 * @param scratch where the workers write
 * @param cache what it keeps and takes of what is settled; null for nothing
 */
public record BuildJob(
    Policy policy,
    Execution execution,
    DatasetKey key,
    Instant asOf,
    boolean allReasons,
    List<LogManifest> entries,
    Path scratch,
    CacheUse cache) {
  private static final long STRETCH_BYTES = 64L << 20;
  private static final long STRETCHES_PER_WORKER = 4L;

  /** How a composed job is handed to its runner: waiting for its end, or not. */
  public interface Start {
    /** Hands it over. */
    void job(Execution execution, String name, Consumer<Pipeline> graph);
  }

  /**
   * Looks whether the log can be built from, and hands the job over.
   *
   * @throws Refusal if it was written under another key, or is too large for the runner
   */
  public void run(String name, Start start) throws IOException {
    EventLog log = EventLog.open(policy.store(), policy.dataset());
    LogKey.require(log, entries, key.hash().keyId());
    long rows = entries.stream().mapToLong(LogManifest::rows).sum();
    if (rows > execution.maxEvents()) {
      throw new Refusal(
          "%,d events are too many for the runner %s, which is for tests and takes %,d: use --runner flink"
              .formatted(rows, execution.runner(), execution.maxEvents()));
    }
    Compactions compactions = Compactions.of(log.folder());
    List<Segment> segments = compactions.segments(entries);
    LogFiles.check(log, compactions.uncompacted(entries));
    KeptBase base = cache == null ? null : cache.base(entries, compactions);
    BuildPlan plan = plan(log, segments, base);
    start.job(execution, name, p -> BuildDataset.compose(p, plan));
  }

  private BuildPlan plan(EventLog log, List<Segment> segments, KeptBase base) {
    List<String> dead = entries.stream().flatMap(m -> m.deadLetters().stream()).toList();
    long bytes = entries.stream().mapToLong(LogManifest::inputBytes).sum();
    int bits =
        Stretches.bits(bytes / STRETCH_BYTES, execution.parallelism() * STRETCHES_PER_WORKER);
    return new BuildPlan(
        log.folder(),
        segments,
        dead,
        bits,
        scratch,
        cache == null ? null : cache.place(bits),
        base,
        new Admission(policy.consent(), new Clock(Micros.of(asOf))),
        key,
        policy.splits(),
        policy.heldOut(),
        policy.votes(),
        policy.quality().rules(),
        policy.categories(),
        policy.pairs(),
        policy.nearDuplicates(),
        policy.caps(),
        allReasons);
  }
}
