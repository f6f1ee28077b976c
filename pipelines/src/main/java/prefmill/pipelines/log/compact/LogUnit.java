package prefmill.pipelines.log.compact;

import java.util.List;
import prefmill.pipelines.log.Segment;

/**
 * What is read and sorted as one: an entry of the log, or several that were compacted.
 *
 * @param entries their names
 * @param segments where their events are best read
 * @param inputBytes what was read for them
 */
record LogUnit(List<String> entries, List<Segment> segments, long inputBytes) {
  LogUnit {
    entries = List.copyOf(entries);
    segments = List.copyOf(segments);
  }

  long bytes() {
    return segments.stream().mapToLong(Segment::bytes).sum();
  }

  /** How many of its segments a stretch of buckets has to read, on average. */
  double overlap() {
    return segments.stream().mapToDouble(s -> Math.scalb(1.0, -s.prefixBits())).sum();
  }
}
