package prefmill.pipelines.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import prefmill.datasets.manifest.Counts;
import prefmill.pipelines.publish.PartFile;

/**
 * What a worker wrote for one stretch of the ledger.
 *
 * @param kind tells receipts apart: ledger
 * @param index the stretch
 * @param ledger its entries as Parquet
 * @param hash of its entries
 * @param rejected its rejections as JSON lines; null if there are none
 * @param deadLetters its dead letters as JSON lines; null if there are none
 * @param counts its sums
 */
public record LedgerReceipt(
    String kind,
    int index,
    PartFile ledger,
    String hash,
    PartFile rejected,
    PartFile deadLetters,
    Counts counts) {
  /** The kind of these receipts. */
  public static final String KIND = "ledger";

  private static final ObjectMapper JSON = new ObjectMapper();

  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a receipt is no JSON", e);
    }
  }
}
