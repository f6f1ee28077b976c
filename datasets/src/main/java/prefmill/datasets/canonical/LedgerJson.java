package prefmill.datasets.canonical;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import prefmill.datasets.rows.LedgerEntry;
import prefmill.datasets.rows.Rejection;

/**
 * The canonical JSON of ledger entries, which the ledger's hash covers, and of rejections, which is
 * a line of rejected/*.jsonl before its line feed.
 */
public final class LedgerJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private LedgerJson() {}

  /** The entry's JSON in UTF-8, without a line feed. */
  public static byte[] bytes(LedgerEntry entry) {
    return CanonicalJson.object(
        json -> {
          json.writeStringField("event_id", entry.eventId());
          json.writeStringField("outcome", entry.outcome().label());
          json.writeStringField("stage", entry.stage());
          json.writeStringField("rule", entry.rule());
          CanonicalJson.decimal(json, "value", entry.value());
          CanonicalJson.decimal(json, "threshold", entry.threshold());
          CanonicalJson.texts(json, "example_ids", entry.exampleIds());
        });
  }

  /** The rejection's JSON in UTF-8, without a line feed. */
  public static byte[] bytes(Rejection rejection) {
    return CanonicalJson.object(
        json -> {
          json.writeStringField("event_id", rejection.eventId());
          json.writeStringField("row_id", rejection.rowId());
          json.writeStringField("stage", rejection.stage());
          json.writeStringField("rule", rejection.rule());
          CanonicalJson.decimal(json, "value", rejection.value());
          CanonicalJson.decimal(json, "threshold", rejection.threshold());
          json.writeStringField("winner", rejection.winner());
        });
  }

  /**
   * The rejection of one line.
   *
   * @throws IllegalArgumentException if the line is none
   */
  public static Rejection rejection(String line) {
    try {
      return MAPPER.readValue(line, Rejection.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the line is no rejection", e);
    }
  }
}
