package prefmill.datasets.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;

import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import prefmill.datasets.rows.Config;

/**
 * The Parquet schemas of the published tables, column by column as the records declare them.
 *
 * <p>The schemas' names stay in the files for ever. They stand in the namespace prefmill.file,
 * which is no Java package: a reader that maps names to classes finds none.
 */
final class ColumnTypes {
  private static final String NAMESPACE = "prefmill.file.";

  private static final MessageType PREFERENCE =
      Types.buildMessage()
          .addFields(text("row_id"), text("context_key"), textOrNull("category"))
          .addFields(messages("prompt"), messages("chosen"), messages("rejected"))
          .addFields(text("chosen_id"), text("rejected_id"))
          .addFields(textOrNull("chosen_model"), textOrNull("rejected_model"))
          .addFields(textOrNull("tools"), text("evidence"))
          .addFields(Types.required(INT32).named("support"), number("strength"), number("weight"))
          .named(NAMESPACE + "preference");

  private static final MessageType UNPAIRED =
      Types.buildMessage()
          .addFields(text("row_id"), text("context_key"), textOrNull("category"))
          .addFields(messages("prompt"), messages("completion"))
          .addFields(Types.required(BOOLEAN).named("label"), textOrNull("tools"))
          .addFields(text("answer_id"), Types.required(INT32).named("support"), number("weight"))
          .named(NAMESPACE + "unpaired");

  private static final MessageType SFT =
      Types.buildMessage()
          .addFields(text("row_id"), text("context_key"), textOrNull("category"))
          .addFields(messages("messages"), textOrNull("tools"), text("evidence"))
          .addFields(number("weight"))
          .named(NAMESPACE + "sft");

  /** The ledger's columns. */
  static final MessageType LEDGER =
      Types.buildMessage()
          .addFields(text("event_id"), text("outcome"), textOrNull("stage"), textOrNull("rule"))
          .addFields(numberOrNull("value"), numberOrNull("threshold"))
          .addFields(
              Types.requiredList().requiredElement(BINARY).as(stringType()).named("example_ids"))
          .named(NAMESPACE + "ledger");

  /** The one column that tells contexts apart. */
  static final MessageType CONTEXT_KEY =
      Types.buildMessage().addField(text("context_key")).named(NAMESPACE + "context");

  /** The one column that tells rows apart. */
  static final MessageType ROW_ID =
      Types.buildMessage().addField(text("row_id")).named(NAMESPACE + "row");

  private ColumnTypes() {}

  static MessageType of(Config config) {
    return switch (config) {
      case PREFERENCE -> PREFERENCE;
      case UNPAIRED -> UNPAIRED;
      case SFT -> SFT;
    };
  }

  private static Type text(String name) {
    return Types.required(BINARY).as(stringType()).named(name);
  }

  private static Type textOrNull(String name) {
    return Types.optional(BINARY).as(stringType()).named(name);
  }

  private static Type number(String name) {
    return Types.required(DOUBLE).named(name);
  }

  private static Type numberOrNull(String name) {
    return Types.optional(DOUBLE).named(name);
  }

  private static Type messages(String name) {
    return Types.requiredList()
        .requiredGroupElement()
        .addFields(text("role"), text("content"))
        .named(name);
  }
}
