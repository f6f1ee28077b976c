package prefmill.pipelines.log.compact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import prefmill.pipelines.job.JobRunner;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.log.Segment;
import prefmill.pipelines.run.Execution;
import prefmill.pipelines.run.IngestRun;
import prefmill.pipelines.run.Stretches;

/** Sorts what a stream left in many small files into stretches of buckets, once for all builds. */
public final class CompactRun {
  private static final long SEGMENT_BYTES = 64L << 20;
  // below this a build reads them faster than a job of its own sorts them
  private static final int MANY = 200;

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

  /** Compacts the small segments of these entries that are in no compaction, if they are many. */
  public void compact(String dataset, List<LogManifest> entries) throws IOException {
    List<String> names = new ArrayList<>();
    List<Segment> small = new ArrayList<>();
    long bytes = 0;
    for (LogManifest entry : Compactions.of(log.folder()).applied(entries)) {
      List<Segment> own = entry.segments().stream().filter(Segment::ofAllAndSmall).toList();
      if (!own.isEmpty()) {
        names.add(entry.name());
        small.addAll(own);
        bytes += entry.inputBytes();
      }
    }
    if (small.size() < MANY) {
      return;
    }
    String run = IngestRun.nextId();
    Path receipts = log.folder().resolve("segments").resolve(run).resolve("receipts.json");
    int bits = Math.max(1, Stretches.bits(bytes / SEGMENT_BYTES, execution.parallelism()));
    JobRunner.run(
        execution,
        "compact-" + dataset,
        p -> CompactSegments.compose(p, log.folder(), small, run, bits, receipts));
    List<Segment> segments = CompactSegments.landed(receipts);
    Files.deleteIfExists(receipts);
    Compactions.of(log.folder()).add(new Compaction(Compaction.FORMAT, names, segments));
  }
}
