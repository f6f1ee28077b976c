package prefmill.pipelines.log.compact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import prefmill.pipelines.job.JobRunner;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.log.Segment;
import prefmill.pipelines.run.Execution;
import prefmill.pipelines.run.IngestRun;
import prefmill.pipelines.run.Stretches;

/** Sorts what streams and nights left in many files into stretches of buckets, for all builds. */
public final class CompactRun {
  private static final long SEGMENT_BYTES = 64L << 20;

  private final EventLog log;
  private final Execution execution;

  private CompactRun(EventLog log, Execution execution) {
    this.log = log;
    this.execution = execution;
  }

  /** A compaction of a log. */
  public static CompactRun of(EventLog log, Execution execution) {
    return new CompactRun(log, execution);
  }

  /** Compacts what has become many of one size, with all that is smaller; at most one job. */
  public void compact(String dataset, List<LogManifest> entries) throws IOException {
    Compactions compactions = Compactions.of(log.folder());
    List<LogUnit> crowd = SizeTiers.crowded(compactions.units(entries));
    if (crowd.isEmpty()) {
      return;
    }
    long bytes = crowd.stream().mapToLong(LogUnit::inputBytes).sum();
    List<Segment> read = crowd.stream().flatMap(unit -> unit.segments().stream()).toList();
    String run = IngestRun.nextId();
    Path receipts = log.folder().resolve("segments").resolve(run).resolve("receipts.json");
    int bits = Math.max(1, Stretches.bits(bytes / SEGMENT_BYTES, execution.parallelism()));
    JobRunner.run(
        execution,
        "compact-" + dataset,
        p -> CompactSegments.compose(p, log.folder(), read, run, bits, receipts));
    List<Segment> segments = CompactSegments.landed(receipts);
    Files.deleteIfExists(receipts);
    List<String> names = crowd.stream().flatMap(unit -> unit.entries().stream()).toList();
    compactions.add(new Compaction(Compaction.FORMAT, names, segments));
  }
}
