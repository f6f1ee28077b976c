package prefmill.pipelines.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/**
 * What a worker wrote for one shard.
 *
 * @param kind tells receipts apart: shard
 * @param shard which one
 * @param jsonl its rows as JSON lines
 * @param parquet its rows as Parquet
 * @param hashes a line for each row: row_id and the SHA-256 of its JSON
 * @param sums numbers about its rows that add up over shards
 */
public record ShardReceipt(
    String kind,
    ShardKey shard,
    PartFile jsonl,
    PartFile parquet,
    PartFile hashes,
    Map<String, Long> sums) {
  /** The kind of these receipts. */
  public static final String KIND = "shard";

  private static final ObjectMapper JSON = new ObjectMapper();

  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a receipt is no JSON", e);
    }
  }
}
