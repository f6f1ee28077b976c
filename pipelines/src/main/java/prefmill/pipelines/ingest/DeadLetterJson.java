package prefmill.pipelines.ingest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import prefmill.transforms.outcome.DeadLetter;

/** Dead letters as JSON lines, in the log as in a published version. */
public final class DeadLetterJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder().addMixIn(DeadLetter.class, Columns.class).build();

  private DeadLetterJson() {}

  /** One line without its end. */
  public static String write(DeadLetter letter) {
    try {
      return JSON.writeValueAsString(letter);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a dead letter is no JSON", e);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static DeadLetter read(String line) {
    try {
      return JSON.readValue(line, DeadLetter.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a file of dead letters in the event log is damaged", e);
    }
  }

  @JsonPropertyOrder({
    "id",
    "source",
    "file",
    "line",
    "offset",
    "length",
    "error_class",
    "message",
    "shape"
  })
  private interface Columns {
    @JsonProperty("error_class")
    String errorClass();
  }
}
