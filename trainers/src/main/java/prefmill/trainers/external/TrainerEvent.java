package prefmill.trainers.external;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.OptionalDouble;
import prefmill.trainers.training.StepReport;
import prefmill.trainers.training.TrainingException;

/**
 * What a trainer's program says in one line.
 *
 * @param kind ready, start, log, checkpoint, done, cancelled or error
 * @param fields the rest
 */
record TrainerEvent(String kind, JsonNode fields) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The event of a line.
   *
   * @throws TrainingException if it is none
   */
  static TrainerEvent parse(String line) {
    try {
      JsonNode json = JSON.readTree(line);
      if (json.path("event").isTextual()) {
        return new TrainerEvent(json.get("event").asText(), json);
      }
    } catch (JsonProcessingException e) {
      throw new TrainingException("A line is no JSON.", e);
    }
    throw new TrainingException("A line is no event.");
  }

  int whole(String name) {
    return fields.path(name).asInt();
  }

  String text(String name) {
    return fields.path(name).asText();
  }

  /** The step that a log tells of. */
  StepReport step() {
    return new StepReport(
        whole("step"),
        whole("of"),
        fields.path("epoch").asDouble(),
        fields.path("loss").asDouble(),
        fields.path("learning_rate").asDouble(),
        fields.path("grad_norm").asDouble(),
        fields.path("tokens").asLong(),
        number("accuracy"),
        number("margin"),
        number("eval_loss"));
  }

  /** Whether a log tells of a step that an earlier attempt took. */
  boolean isEarlier() {
    return fields.path("earlier").asBoolean();
  }

  private OptionalDouble number(String name) {
    JsonNode value = fields.path(name);
    return value.isNumber() ? OptionalDouble.of(value.asDouble()) : OptionalDouble.empty();
  }
}
