package prefmill.transforms.parse.change;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import prefmill.transforms.parse.fault.ErrorClass;
import prefmill.transforms.parse.fault.MalformedException;

/**
 * Reads a message of Debezium's connector for Postgres, with or without the schema that Kafka
 * Connect's JSON converter sends along.
 *
 * <p>Source: Debezium's documentation of its Postgres connector, "Data change events" and "Data
 * type mappings".
 */
public final class DebeziumEnvelope {
  /** What stands for a large value that an update did not touch. */
  static final String UNAVAILABLE = "__debezium_unavailable_value";

  private static final long LAST_OF_A_MILLI = 999;

  private DebeziumEnvelope() {}

  /**
   * What a message says.
   *
   * @throws MalformedException if it is no envelope, or lacks values of the row
   */
  public static Change read(Map<String, Object> message) throws MalformedException {
    boolean schema = message.containsKey("payload") && message.containsKey("schema");
    Map<String, Object> payload = schema ? object(message.get("payload")) : message;
    if (payload == null || isHeartbeat(payload)) {
      return new Change.Nothing();
    }
    RowValues values = RowValues.of(schema ? object(message.get("schema")) : null);
    return switch (String.valueOf(payload.get("op"))) {
      case "c", "r", "u" -> new Change.Row(row(values, payload));
      case "d" ->
          new Change.Deleted(values.of("before", object(payload.get("before"))), at(payload));
      case "t", "m" -> new Change.Nothing();
      default ->
          throw MalformedException.of(
              ErrorClass.BAD_VALUE,
              "op must be one of c, r, u, d, t, m, as in Debezium's envelope; if the topic holds plain rows, take envelope out of the policy");
    };
  }

  private static Map<String, Object> row(RowValues values, Map<String, Object> payload)
      throws MalformedException {
    Map<String, Object> after = object(payload.get("after"));
    if (after == null) {
      throw MalformedException.missing("after");
    }
    if (after.containsValue(UNAVAILABLE)) {
      throw MalformedException.of(
          ErrorClass.MISSING_FIELD,
          "the update comes without a large column that it did not change; set REPLICA IDENTITY FULL on the table");
    }
    return values.of("after", after);
  }

  private static boolean isHeartbeat(Map<String, Object> payload) {
    return Set.of("ts_ms", "ts_us", "ts_ns").containsAll(payload.keySet());
  }

  /** When the change was committed: no change of the row itself is later. */
  private static String at(Map<String, Object> payload) {
    List<Map<String, Object>> places = new ArrayList<>();
    places.add(object(payload.get("source")));
    places.add(payload);
    for (Map<String, Object> place : places) {
      if (place != null && place.get("ts_us") instanceof Number micros) {
        return time(micros.longValue());
      }
      if (place != null && place.get("ts_ms") instanceof Number millis) {
        return time(TimeUnit.MILLISECONDS.toMicros(millis.longValue()) + LAST_OF_A_MILLI);
      }
    }
    return null;
  }

  private static String time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }

  static Map<String, Object> object(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      return null;
    }
    Map<String, Object> object = new LinkedHashMap<>();
    map.forEach((key, each) -> object.put((String) key, each));
    return object;
  }
}
