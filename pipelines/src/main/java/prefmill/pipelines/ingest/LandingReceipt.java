package prefmill.pipelines.ingest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import prefmill.pipelines.log.Segment;

/**
 * What a worker landed: one of the two, the other is null.
 *
 * @param segment a file of events
 * @param deadLetters a file of dead letters, below the log's folder
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LandingReceipt(Segment segment, String deadLetters) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The line of a file of events. */
  public static String of(Segment segment) {
    return json(new LandingReceipt(segment, null));
  }

  static String ofDeadLetters(String path) {
    return json(new LandingReceipt(null, path));
  }

  /** Reads a line of the receipts. */
  public static LandingReceipt read(String line) throws JsonProcessingException {
    return JSON.readValue(line, LandingReceipt.class);
  }

  private static String json(LandingReceipt receipt) {
    try {
      return JSON.writeValueAsString(receipt);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a receipt is no JSON", e);
    }
  }
}
