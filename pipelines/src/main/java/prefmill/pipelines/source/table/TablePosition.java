package prefmill.pipelines.source.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * How far a table was read.
 *
 * @param column the position column
 * @param max the greatest position before the read, as the database prints it; null of an empty
 *     table
 * @param checksum of the rows that a read since that position would take, before the read
 */
record TablePosition(String column, String max, String checksum) {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  static TablePosition parse(String json) {
    try {
      return MAPPER.readValue(json, TablePosition.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a recorded table position is damaged", e);
    }
  }

  String json() {
    try {
      return MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a table position cannot be written", e);
    }
  }
}
