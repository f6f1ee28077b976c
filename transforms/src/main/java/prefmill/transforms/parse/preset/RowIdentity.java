package prefmill.transforms.parse.preset;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the rows of a user's own table are told apart where the mapping gives no event_id: by table,
 * key and, where the position is a time, the time of change.
 *
 * @param table the table's name
 * @param key its key column
 * @param position its position column; null without one
 */
public record RowIdentity(String table, String key, String position) implements Serializable {
  /** Names the events of a row. */
  void name(List<Map<String, Object>> events, Map<String, Object> row) {
    Object value = row.get(key);
    for (int i = 0; i < events.size(); i++) {
      Map<String, Object> event = events.get(i);
      if (value != null && event.get("event_id") == null && event.get("table_row") == null) {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("table", table);
        named.put("key", i == 0 ? value : value + "#" + i);
        named.put("updated_at", row.get(position) instanceof String time ? time : null);
        event.put("table_row", named);
      }
    }
  }
}
