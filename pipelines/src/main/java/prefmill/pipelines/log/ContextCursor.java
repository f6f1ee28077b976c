package prefmill.pipelines.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.keys.EventKeys;

/** Merges the segments of one stretch of buckets into contexts: holds one context at a time. */
public final class ContextCursor implements AutoCloseable {
  private final PriorityQueue<SegmentCursor> cursors =
      new PriorityQueue<>(Comparator.comparing(SegmentCursor::current, SegmentCursor.ORDER));

  private ContextCursor() {}

  public static ContextCursor open(Path logFolder, List<Segment> segments, int bits, int stretch)
      throws IOException {
    ContextCursor merged = new ContextCursor();
    for (Segment segment : segments) {
      if (segment.overlaps(bits, stretch)) {
        merged.add(SegmentCursor.open(logFolder.resolve(segment.path()), bits, stretch));
      }
    }
    return merged;
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
  }
}
