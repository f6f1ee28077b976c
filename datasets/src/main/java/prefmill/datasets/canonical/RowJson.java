package prefmill.datasets.canonical;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import prefmill.datasets.rows.ChatMessage;
import prefmill.datasets.rows.PreferenceRow;
import prefmill.datasets.rows.Row;
import prefmill.datasets.rows.SftRow;
import prefmill.datasets.rows.UnpairedRow;

/**
 * The canonical JSON of a row: what a line of a published JSONL file holds before its line feed,
 * and what the row's hash covers.
 *
 * <p>Columns stand in the order of the row's record, named in snake case; all are always there.
 * Equal rows give equal bytes on every machine.
 */
public final class RowJson {
  private RowJson() {}

  /** The row's JSON in UTF-8, without a line feed. */
  public static byte[] bytes(Row row) {
    return CanonicalJson.object(json -> fields(json, row));
  }

  /** SHA-256 of {@link #bytes(Row)}, 64 hexadecimal digits. */
  public static String sha256(Row row) {
    return Sha256.hex(bytes(row));
  }

  private static void fields(JsonGenerator json, Row row) throws IOException {
    json.writeStringField("row_id", row.rowId());
    json.writeStringField("context_key", row.contextKey());
    json.writeStringField("category", row.category());
    if (row instanceof PreferenceRow preference) {
      preference(json, preference);
    } else if (row instanceof UnpairedRow unpaired) {
      unpaired(json, unpaired);
    } else if (row instanceof SftRow sft) {
      sft(json, sft);
    }
  }

  private static void preference(JsonGenerator json, PreferenceRow row) throws IOException {
    messages(json, "prompt", row.prompt());
    messages(json, "chosen", row.chosen());
    messages(json, "rejected", row.rejected());
    json.writeStringField("chosen_id", row.chosenId());
    json.writeStringField("rejected_id", row.rejectedId());
    json.writeStringField("chosen_model", row.chosenModel());
    json.writeStringField("rejected_model", row.rejectedModel());
    json.writeStringField("tools", row.tools());
    json.writeStringField("evidence", row.evidence());
    json.writeNumberField("support", row.support());
    CanonicalJson.decimal(json, "strength", row.strength());
    CanonicalJson.decimal(json, "weight", row.weight());
  }

  private static void unpaired(JsonGenerator json, UnpairedRow row) throws IOException {
    messages(json, "prompt", row.prompt());
    messages(json, "completion", row.completion());
    json.writeBooleanField("label", row.label());
    json.writeStringField("tools", row.tools());
    json.writeStringField("answer_id", row.answerId());
    json.writeNumberField("support", row.support());
    CanonicalJson.decimal(json, "weight", row.weight());
  }

  private static void sft(JsonGenerator json, SftRow row) throws IOException {
    messages(json, "messages", row.messages());
    json.writeStringField("tools", row.tools());
    json.writeStringField("evidence", row.evidence());
    CanonicalJson.decimal(json, "weight", row.weight());
  }

  private static void messages(JsonGenerator json, String column, List<ChatMessage> messages)
      throws IOException {
    json.writeArrayFieldStart(column);
    for (ChatMessage message : messages) {
      json.writeStartObject();
      json.writeStringField("role", message.role());
      json.writeStringField("content", message.content());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
