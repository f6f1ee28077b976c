package prefmill.pipelines.rekey;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import prefmill.pipelines.log.Segment;
import prefmill.pipelines.log.SegmentWriter;
import prefmill.pipelines.log.cursor.ContextCursor;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.mask.keys.LaterKeys;

/**
 * The segments of an entry under later keys: as their buckets are others, the events are sorted
 * anew, in runs of about 64 MB, and cut into stretches of as many bits as they had.
 */
final class CarriedSegments implements AutoCloseable {
  private final Path logFolder;
  private final Path folder;
  private final int bits;
  private final List<Segment> written = new ArrayList<>();
  private SegmentWriter writer;
  private int stretch;

  private CarriedSegments(Path logFolder, int bits) {
    this.logFolder = logFolder;
    this.folder = logFolder.resolve("segments").resolve("rekeyed-" + UUID.randomUUID());
    this.bits = bits;
  }

  /** Writes what these segments become. */
  static List<Segment> of(Path logFolder, List<Segment> segments, LaterKeys later)
      throws IOException {
    int bits = segments.stream().mapToInt(Segment::prefixBits).max().orElse(0);
    try (ContextCursor cursor = ContextCursor.changed(logFolder, segments, later);
        CarriedSegments carried = new CarriedSegments(logFolder, bits)) {
      for (List<MaskedEvent> events = cursor.next(); !events.isEmpty(); events = cursor.next()) {
        for (MaskedEvent event : events) {
          carried.write(event);
        }
      }
      carried.finish();
      return carried.written;
    }
  }

  private void write(MaskedEvent event) throws IOException {
    long bucket = event.keys().bucket();
    int own = bits == 0 ? 0 : (int) (bucket >>> (Long.SIZE - bits));
    if (writer != null && own != stretch) {
      finish();
    }
    if (writer == null) {
      writer = SegmentWriter.create(folder.resolve(own + ".parquet"));
      stretch = own;
    }
    writer.write(event);
  }

  private void finish() throws IOException {
    if (writer != null) {
      written.add(writer.finish(logFolder, bits, stretch));
      writer = null;
    }
  }

  @Override
  public void close() throws IOException {
    if (writer != null) {
      writer.close();
    }
  }
}
