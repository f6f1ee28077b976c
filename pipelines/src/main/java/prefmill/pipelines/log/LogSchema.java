package prefmill.pipelines.log;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;

/**
 * The columns of an event-log segment.
 *
 * <p>The namespace is no Java package: the names stay in the files for ever.
 */
public final class LogSchema {
  private static final String NAMESPACE = "prefmill.file";

  /** The columns that hold ids. */
  public static final List<String> IDS =
      List.of("event", "content", "person", "conversation", "message", "organization_id");

  /** The columns whose values hardly repeat: a dictionary of them costs time and saves nothing. */
  static final List<String> UNIQUE =
      List.of(
          "event", "content", "message", "event_id", "created_at", "context", "prompt", "response");

  public static final Schema ID = Schema.createFixed("Id", null, NAMESPACE, 16);

  /** An id that few events have. */
  public static final Schema OPTIONAL_ID = Schema.createUnion(Schema.create(Schema.Type.NULL), ID);

  public static final Schema TURN =
      SchemaBuilder.record("Turn")
          .namespace(NAMESPACE)
          .fields()
          .requiredString("role")
          .requiredString("content")
          .endRecord();

  /** Who, where and when, without text. */
  public static final Schema SLIM = slim().endRecord();

  /** A whole event. */
  public static final Schema EVENT =
      slim()
          .name("context")
          .type(ID)
          .noDefault()
          .name("reviewed")
          .type(OPTIONAL_ID)
          .withDefault(null)
          .optionalString("system")
          .name("history")
          .type(Schema.createArray(TURN))
          .noDefault()
          .optionalString("tools")
          .name("context_documents")
          .type(Schema.createArray(Schema.create(Schema.Type.STRING)))
          .noDefault()
          .optionalString("prompt")
          .optionalString("response")
          .optionalString("model")
          .optionalString("adapter")
          .optionalString("organization")
          .optionalString("subject")
          .optionalString("category")
          .optionalString("action")
          .optionalString("action_data")
          .optionalString("reason")
          .optionalString("comment")
          .name("tags")
          .type(Schema.createArray(Schema.create(Schema.Type.STRING)))
          .noDefault()
          .optionalString("arm")
          .requiredBoolean("synthetic")
          .requiredString("signals")
          .endRecord();

  private LogSchema() {}

  private static SchemaBuilder.FieldAssembler<Schema> slim() {
    var fields = SchemaBuilder.record("Event").namespace(NAMESPACE).fields().requiredLong("place");
    for (String id : IDS) {
      fields = fields.name(id).type(ID).noDefault();
    }
    return fields
        .requiredString("event_id")
        .optionalLong("created_at")
        .optionalLong("received_at")
        .requiredBoolean("curated")
        .optionalString("source")
        .optionalString("dropped")
        .optionalString("retraction")
        .optionalBoolean("consent");
  }
}
