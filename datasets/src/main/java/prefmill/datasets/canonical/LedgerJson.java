package prefmill.datasets.canonical;

import prefmill.datasets.rows.LedgerEntry;

/** The canonical JSON of a ledger entry: what the ledger's hash covers. */
public final class LedgerJson {
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
}
