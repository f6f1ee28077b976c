package prefmill.pipelines.source.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import prefmill.pipelines.source.database.ExportedSnapshot;
import prefmill.pipelines.source.database.Heap;

/**
 * How far a table was read: of a table with rows of its own the snapshot, of a view or a foreign
 * table a position.
 *
 * @param column the position column; null with a snapshot
 * @param max the greatest position, as the database prints it; null with a snapshot
 * @param checksum of the rows that a read since then would have taken at once
 * @param snapshot {@link ExportedSnapshot#transactions()}; null without
 * @param origin {@link ExportedSnapshot#origin()}; null without a snapshot
 * @param relations oids of the table and its partitions; null without a snapshot
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TablePosition(
    String column,
    String max,
    String checksum,
    String snapshot,
    String origin,
    List<Long> relations) {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  static TablePosition of(String column, String max, String checksum) {
    return new TablePosition(column, max, checksum, null, null, null);
  }

  static TablePosition of(ExportedSnapshot snapshot, Heap heap, String checksum) {
    return new TablePosition(
        null, null, checksum, snapshot.transactions(), snapshot.origin(), heap.relations());
  }

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
