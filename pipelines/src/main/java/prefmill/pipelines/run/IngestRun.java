package prefmill.pipelines.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import prefmill.pipelines.ingest.IngestFeedback;
import prefmill.pipelines.ingest.IngestPlan;
import prefmill.pipelines.ingest.LandingReceipt;
import prefmill.pipelines.job.DatasetKey;
import prefmill.pipelines.job.JobRunner;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.log.Segment;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.receipts.WriteReceipts;
import prefmill.pipelines.source.SourcePlan;
import prefmill.pipelines.source.SourceReader;

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
    EventLog log = EventLog.open(policy.store(), policy.dataset());
    return landIn(log, log.positions());
  }

  /** Lands what is new since these positions in a log elsewhere, as a dry run does. */
  public IngestResult landIn(EventLog log, Map<String, Map<String, String>> positions)
      throws IOException {
    String keyId = key.hash().keyId();
    List<SourcePlan> plans = new ArrayList<>();
    for (SourcePolicy source : policy.sources()) {
      plans.add(
          SourceReader.plan(source, policyFolder, positions.getOrDefault(source.name(), Map.of())));
    }
    List<SourcePlan> fresh = plans.stream().filter(plan -> !plan.isEmpty()).toList();
    if (fresh.isEmpty()) {
      return IngestResult.NOTHING_NEW;
    }
    String run = RunId.next();
    long bytes = fresh.stream().mapToLong(SourcePlan::estimatedBytes).sum();
    Path receipts = log.folder().resolve("segments").resolve(run).resolve("receipts.json");
    IngestPlan plan =
        new IngestPlan(
            fresh,
            policy.dataset(),
            policy.masking().rules(),
            key.key(),
            policy.volatileSpans(),
            log.folder(),
            run,
            Stretches.bits(bytes / SEGMENT_BYTES, execution.parallelism()),
            receipts);
    JobRunner.run(execution, "ingest-" + policy.dataset(), p -> IngestFeedback.compose(p, plan));
    List<LandingReceipt> landed = new ArrayList<>();
    for (String line : WriteReceipts.read(receipts)) {
      landed.add(LandingReceipt.read(line));
    }
    Files.deleteIfExists(receipts);
    Map<String, Map<String, String>> read = new TreeMap<>();
    fresh.forEach(source -> read.put(source.source().name(), source.positions()));
    List<Segment> segments =
        landed.stream().map(LandingReceipt::segment).filter(Objects::nonNull).toList();
    List<String> letters =
        landed.stream().map(LandingReceipt::deadLetters).filter(Objects::nonNull).toList();
    LogManifest manifest =
        log.append(
            new LogManifest(
                LogManifest.FORMAT, 0, run, keyId, bytes, segments, letters, read, null));
    return new IngestResult(manifest.rows(), letters.size(), fresh.size());
  }
}
