package prefmill.pipelines.erase.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import prefmill.pipelines.log.Segment;
import prefmill.pipelines.log.SegmentWriter;
import prefmill.pipelines.log.cursor.ContextCursor;
import prefmill.transforms.event.MaskedEvent;

/** Writes a segment once more without what leaves the log; one context is in memory at a time. */
final class SegmentCopy {
  /** Where such segments lie, below the log's segments; the run that landed them is over. */
  static final String FOLDER = "erased";

  private SegmentCopy() {}

  /** The segment's copy; empty if nothing is left of it. */
  static Optional<Segment> without(Leaving leaving, Path logFolder, Segment segment)
      throws IOException {
    Path file =
        logFolder.resolve("segments").resolve(FOLDER).resolve(UUID.randomUUID() + ".parquet");
    Segment copy;
    try (ContextCursor cursor = ContextCursor.open(logFolder, List.of(segment), 0, 0);
        SegmentWriter writer = SegmentWriter.create(file)) {
      for (List<MaskedEvent> events = cursor.next(); !events.isEmpty(); events = cursor.next()) {
        for (MaskedEvent event : events) {
          if (!leaving.holds(event)) {
            writer.write(event);
          }
        }
      }
      copy = writer.finish(logFolder, segment.prefixBits(), segment.prefix());
    }
    if (copy.rows() > 0) {
      return Optional.of(copy);
    }
    Files.delete(file);
    return Optional.empty();
  }
}
