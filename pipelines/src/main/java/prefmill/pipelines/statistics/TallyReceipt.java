package prefmill.pipelines.statistics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A number that the build's steps counted.
 *
 * @param kind tells receipts apart: tally
 * @param name what was counted, such as votes.conflicts
 * @param count how many
 */
public record TallyReceipt(String kind, String name, long count) {
  /** The kind of these receipts. */
  public static final String KIND = "tally";

  private static final ObjectMapper JSON = new ObjectMapper();

  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a receipt is no JSON", e);
    }
  }
}
