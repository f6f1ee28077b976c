package prefmill.pipelines.log.cursor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.UnaryOperator;
import prefmill.datasets.objects.Places;
import prefmill.pipelines.log.Segment;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.keys.EventKeys;

/**
 * Merges the segments of one stretch of buckets into contexts: holds one context at a time, and of
 * the many small segments that a stream leaves what {@link SortedRuns} holds.
 */
public final class ContextCursor implements AutoCloseable {
  private static final int FEW = 16;

  private final PriorityQueue<SegmentCursor> cursors =
      new PriorityQueue<>(Comparator.comparing(SegmentCursor::current, Segment.ORDER));
  private final SortedRuns runs = SortedRuns.create();

  private ContextCursor() {}

  /** The contexts of a stretch. */
  public static ContextCursor open(Path logFolder, List<Segment> segments, int bits, int stretch)
      throws IOException {
    return open(logFolder, segments, List.of(), BucketRange.of(bits, stretch));
  }

  /** The contexts of a stretch in some segments, and of others what is in a part of the stretch. */
  public static ContextCursor open(
      Path logFolder, List<Segment> whole, List<Segment> partly, BucketRange part)
      throws IOException {
    ContextCursor merged = new ContextCursor();
    try {
      merged.add(logFolder, whole, BucketRange.of(part.bits(), part.stretch()));
      if (part.only() == null || !part.only().isEmpty()) {
        merged.add(logFolder, partly, part);
      }
      merged.addRuns();
    } catch (IOException | RuntimeException e) {
      merged.close();
      throw e;
    }
    return merged;
  }

  private void add(Path logFolder, List<Segment> segments, BucketRange range) throws IOException {
    List<Segment> here =
        segments.stream().filter(s -> s.overlaps(range.bits(), range.stretch())).toList();
    boolean many = here.stream().filter(Segment::small).count() > FEW;
    for (Segment segment : here) {
      Path file = Places.in(logFolder, segment.path());
      if (many && segment.small()) {
        runs.add(file, range);
      } else {
        add(SegmentCursor.open(file, range));
      }
    }
  }

  /** What becomes of all events of some segments, in the order of what they become. */
  public static ContextCursor changed(
      Path logFolder, List<Segment> segments, UnaryOperator<MaskedEvent> change)
      throws IOException {
    ContextCursor merged = new ContextCursor();
    try {
      for (Segment segment : segments) {
        merged.runs.add(Places.in(logFolder, segment.path()), BucketRange.ALL, change);
      }
      merged.addRuns();
    } catch (IOException | RuntimeException e) {
      merged.close();
      throw e;
    }
    return merged;
  }

  private void addRuns() throws IOException {
    for (SegmentCursor run : runs.cursors()) {
      add(run);
    }
  }

  /** The events of the next context, in order; empty at the end. */
  public List<MaskedEvent> next() throws IOException {
    List<MaskedEvent> events = new ArrayList<>();
    while (!cursors.isEmpty()
        && (events.isEmpty() || sameContext(events.get(0), cursors.peek().current()))) {
      SegmentCursor cursor = cursors.remove();
      events.add(cursor.current());
      cursor.advance();
      add(cursor);
    }
    return events;
  }

  private void add(SegmentCursor cursor) throws IOException {
    if (cursor.current() == null) {
      cursor.close();
    } else {
      cursors.add(cursor);
    }
  }

  private static boolean sameContext(MaskedEvent a, MaskedEvent b) {
    EventKeys one = a.keys();
    EventKeys other = b.keys();
    return one.bucket() == other.bucket() && one.context().equals(other.context());
  }

  @Override
  public void close() throws IOException {
    for (SegmentCursor cursor : cursors) {
      cursor.close();
    }
    runs.close();
  }
}
