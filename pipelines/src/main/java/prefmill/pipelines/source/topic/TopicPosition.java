package prefmill.pipelines.source.topic;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * How far a partition was read.
 *
 * @param topicId the topic's id in its cluster: a topic made anew under the old name has another
 * @param next the offset to read from next
 */
public record TopicPosition(@JsonProperty("topic_id") String topicId, long next) {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  /** Reads what {@link #json} gave. */
  public static TopicPosition parse(String json) {
    try {
      return MAPPER.readValue(json, TopicPosition.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a recorded position of a topic is damaged", e);
    }
  }

  /** The position as it is recorded. */
  public String json() {
    try {
      return MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a position of a topic cannot be written", e);
    }
  }
}
