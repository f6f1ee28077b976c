package prefmill.pipelines.log.compact;

import java.util.List;
import prefmill.pipelines.log.Segment;

/**
 * Small segments of all buckets, as a stream leaves them, once more in segments of a stretch of
 * buckets each. It stands beside the log's entries and changes none of them: what they name stays,
 * so that any earlier point of the log can be built again.
 *
 * @param format 1
 * @param entries the names of the log's entries whose small segments it holds, all of them
 * @param segments where their events lie, sorted into stretches
 */
public record Compaction(int format, List<String> entries, List<Segment> segments) {
  /** The format that this version writes. */
  public static final int FORMAT = 1;

  public Compaction {
    entries = List.copyOf(entries);
    segments = List.copyOf(segments);
  }
}
