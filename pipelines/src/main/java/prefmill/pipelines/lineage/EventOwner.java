package prefmill.pipelines.lineage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import prefmill.pipelines.log.LogRecords;
import prefmill.pipelines.log.LogSchema;
import prefmill.pipelines.log.lookup.SegmentColumns;
import prefmill.transforms.keys.Id;

/**
 * To whom an event of the log belongs.
 *
 * @param eventId the id as given
 * @param person the user, else the conversation, else the event itself
 * @param conversation the conversation, or {@link Id#NONE}
 * @param organization the organisation, or {@link Id#NONE}
 * @param curated whether a curator wrote it, who is no person for sides
 */
public record EventOwner(
    String eventId, Id person, Id conversation, Id organization, boolean curated) {
  private static final Schema COLUMNS =
      SchemaBuilder.record("Event")
          .namespace("prefmill.file")
          .fields()
          .name("person")
          .type(LogSchema.ID)
          .noDefault()
          .name("conversation")
          .type(LogSchema.ID)
          .noDefault()
          .name("organization_id")
          .type(LogSchema.ID)
          .noDefault()
          .requiredString("event_id")
          .requiredBoolean("curated")
          .endRecord();

  /** Gives the owners of all events of a segment; no other column is read. */
  public static void each(Path segment, Consumer<EventOwner> consumer) throws IOException {
    SegmentColumns.each(
        segment,
        COLUMNS,
        r ->
            consumer.accept(
                new EventOwner(
                    r.get("event_id").toString(),
                    LogRecords.id(r, "person"),
                    LogRecords.id(r, "conversation"),
                    LogRecords.id(r, "organization_id"),
                    (Boolean) r.get("curated"))));
  }
}
