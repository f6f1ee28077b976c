package prefmill.trainers.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.generic.GenericType;
import org.jdbi.v3.core.statement.StatementContext;

/** JSON objects as columns: hyperparameters, metrics and row counts. */
public final class JsonColumns {
  static final GenericType<Map<String, Object>> OBJECT = new GenericType<>() {};
  static final GenericType<Map<String, Map<String, Long>>> ROW_COUNTS = new GenericType<>() {};

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonColumns() {}

  /** The JSON text of a map, for a parameter that the statement casts to jsonb. */
  public static String text(Map<String, ?> value) {
    try {
      return JSON.writeValueAsString(new TreeMap<>(value));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a value is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  static Map<String, Object> object(ResultSet row, int column, StatementContext context)
      throws SQLException {
    return read(row.getString(column), new TypeReference<LinkedHashMap<String, Object>>() {});
  }

  static Map<String, Map<String, Long>> rowCounts(
      ResultSet row, int column, StatementContext context) throws SQLException {
    return read(
        row.getString(column), new TypeReference<LinkedHashMap<String, Map<String, Long>>>() {});
  }

  private static <T> T read(String json, TypeReference<T> type) throws SQLException {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new SQLException("a jsonb column holds what this version cannot read", e);
    }
  }
}
