package prefmill.pipelines.erase.sweep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import prefmill.datasets.store.StoreFault;
import prefmill.pipelines.log.LogRecords;
import prefmill.pipelines.log.LogSchema;
import prefmill.pipelines.log.lookup.SegmentColumns;
import prefmill.transforms.event.FeedbackEvent;

/**
 * An event that leaves the log, as a segment has it.
 *
 * @param eventId the id as given
 * @param createdAt microseconds; null if it tells no time
 */
record ErasedEvent(String eventId, Long createdAt) {
  private static final Schema COLUMNS =
      SchemaBuilder.record("Event")
          .namespace("prefmill.file")
          .fields()
          .name("person")
          .type(LogSchema.ID)
          .noDefault()
          .name("reviewed")
          .type(LogSchema.OPTIONAL_ID)
          .withDefault(null)
          .requiredString("event_id")
          .optionalLong("created_at")
          .optionalString("source")
          .optionalBoolean("consent")
          .endRecord();

  /** Gives those of a segment; no other column is read. */
  static void each(Path segment, Leaving leaving, Consumer<ErasedEvent> found) throws IOException {
    try {
      SegmentColumns.each(
          segment,
          COLUMNS,
          r -> {
            Long at = (Long) r.get("created_at");
            Object source = r.get("source");
            if (leaving.holds(
                LogRecords.id(r, "person"),
                LogRecords.reviewed(r),
                (Boolean) r.get("consent"),
                at == null ? FeedbackEvent.NO_TIME : at,
                source == null ? null : source.toString())) {
              found.accept(new ErasedEvent(r.get("event_id").toString(), at));
            }
          });
    } catch (IOException | RuntimeException e) {
      throw new StoreFault(segment + " cannot be read: restore it from a backup", e);
    }
  }
}
