package prefmill.pipelines.log.compact;

import java.util.List;
import prefmill.pipelines.log.Segment;

/**
 * The events of several entries once more in segments of a stretch of buckets each. It stands
 * beside the log's entries and changes none of them: what they name stays, so that any earlier
 * point of the log can be built again.
 *
 * @param format 2; those of format 1 held a part of their entries, and are read no more
 * @param entries the names of the log's entries whose events it holds, all of them
 * @param segments where their events lie, sorted into stretches
 */
public record Compaction(int format, List<String> entries, List<Segment> segments) {
  /** The format that this version writes. */
  public static final int FORMAT = 2;

  public Compaction {
    entries = List.copyOf(entries);
    segments = List.copyOf(segments);
  }
}
