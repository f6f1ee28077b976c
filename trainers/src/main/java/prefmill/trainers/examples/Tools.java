package prefmill.trainers.examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import prefmill.trainers.training.TrainingException;

/**
 * The tools that the model was offered in a chat, for the base model's chat template to write.
 *
 * @param json a JSON list of objects; empty if there were none
 */
public record Tools(String json) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Tools NONE = new Tools("");

  /** No tools. */
  public static Tools none() {
    return NONE;
  }

  /** Those of a row's column: its JSON text; none for null, and for a list of none. */
  public static Tools of(String column) {
    return column == null || column.replaceAll("\\s", "").matches("null|\\[]|")
        ? NONE
        : new Tools(column);
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return json.isEmpty();
  }

  /**
   * Each tool with its keys in their order.
   *
   * @throws TrainingException if this is no list of objects, which is what templates take
   */
  public List<Map<String, Object>> list() {
    if (isEmpty()) {
      return List.of();
    }
    try {
      JsonNode read = JSON.readTree(json);
      boolean objects = read.isArray();
      for (JsonNode tool : read) {
        objects &= tool.isObject();
      }
      if (objects) {
        return JSON.convertValue(read, new TypeReference<List<Map<String, Object>>>() {});
      }
    } catch (JsonProcessingException e) {
      throw noList(e);
    }
    throw noList(null);
  }

  private static TrainingException noList(Throwable cause) {
    return new TrainingException(
        "The tools of a chat are no JSON list of objects, which chat templates take: leave the row out, or map the source's tools otherwise.",
        cause);
  }
}
