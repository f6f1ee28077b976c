package prefmill.pipelines.log.cursor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import prefmill.datasets.objects.Durable;
import prefmill.pipelines.log.Segment;
import prefmill.pipelines.log.SegmentWriter;
import prefmill.transforms.event.Exchange;
import prefmill.transforms.event.MaskedEvent;

/**
 * Sorts a stretch's events of many small segments, as a stream leaves them, with one segment open
 * at a time.
 *
 * <p>At most about 64 MB of texts are held; what is more goes, sorted, to files in a temporary
 * folder of this process, which hold as much each. So a stretch has as many files open as it has
 * times 64 MB, however many segments there are.
 */
final class SortedRuns implements AutoCloseable {
  private static final long MOST_BYTES = 64L << 20;
  // what an event takes beside its texts
  private static final long RECORD_BYTES = 1_000;

  private final long mostBytes;
  private final List<MaskedEvent> held = new ArrayList<>();
  private final List<Path> files = new ArrayList<>();
  private long bytes;
  private Path folder;

  private SortedRuns(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  static SortedRuns create() {
    return of(MOST_BYTES);
  }

  /** Holds at most so many bytes of texts. */
  static SortedRuns of(long mostBytes) {
    return new SortedRuns(mostBytes);
  }

  /** Adds what a segment has of a range. */
  void add(Path segment, BucketRange range) throws IOException {
    add(segment, range, UnaryOperator.identity());
  }

  /** Adds what becomes of what a segment has of a range. */
  void add(Path segment, BucketRange range, UnaryOperator<MaskedEvent> change) throws IOException {
    try (SegmentCursor cursor = SegmentCursor.open(segment, range)) {
      for (MaskedEvent event = cursor.current(); event != null; event = cursor.current()) {
        held.add(change.apply(event));
        bytes += weight(event.body().exchange());
        if (bytes > mostBytes) {
          putAside();
        }
        cursor.advance();
      }
    }
  }

  /** All of it, as cursors of one sorted run each. */
  List<SegmentCursor> cursors() throws IOException {
    List<SegmentCursor> cursors = new ArrayList<>();
    for (Path file : files) {
      cursors.add(SegmentCursor.open(file, BucketRange.ALL));
    }
    held.sort(Segment.ORDER);
    cursors.add(SegmentCursor.over(held));
    return cursors;
  }

  private void putAside() throws IOException {
    if (folder == null) {
      folder = Files.createTempDirectory("prefmill-sort");
    }
    Path file = folder.resolve(files.size() + ".parquet");
    var unused = SegmentWriter.writeAll(folder, file, held);
    files.add(file);
    held.clear();
    bytes = 0;
  }

  private static long weight(Exchange exchange) {
    long characters =
        Stream.concat(
                Stream.of(
                    exchange.system(), exchange.tools(), exchange.prompt(), exchange.response()),
                Stream.concat(
                    exchange.history().stream().map(turn -> turn.content()),
                    exchange.documents().stream()))
            .mapToLong(text -> text == null ? 0 : text.length())
            .sum();
    return RECORD_BYTES + characters;
  }

  @Override
  public void close() throws IOException {
    if (folder != null) {
      Durable.deleteTree(folder);
    }
  }
}
