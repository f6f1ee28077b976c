package prefmill.transforms.parse.change;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import prefmill.transforms.parse.json.JsonText;

/**
 * Turns a row's values as Debezium encodes them into those that Postgres itself writes as JSON, by
 * the names of their schemas.
 *
 * <p>Without a schema an epoch in created_at and updated_at is told by its size; of any other
 * column nothing is known.
 */
final class RowValues {
  private static final Set<String> TIMES = Set.of("created_at", "updated_at");
  private static final int MOST_SCALE = 1_000;
  private static final long LEAST_MILLIS = 100_000_000_000L;
  private static final long LEAST_MICROS = 1_000 * LEAST_MILLIS;
  private static final long LEAST_NANOS = 1_000 * LEAST_MICROS;

  private final Map<String, Object> schema;

  private RowValues(Map<String, Object> schema) {
    this.schema = schema;
  }

  /** By an envelope's schema; null without one. */
  static RowValues of(Map<String, Object> schema) {
    return new RowValues(schema);
  }

  /** The values of the row that stands in a field of the envelope; none of null. */
  Map<String, Object> of(String field, Map<String, Object> row) {
    Map<String, Map<String, Object>> columns = schema == null ? Map.of() : fields(schema);
    columns = columns.containsKey(field) ? fields(columns.get(field)) : Map.of();
    Map<String, Object> values = new LinkedHashMap<>();
    if (row != null) {
      for (Map.Entry<String, Object> column : row.entrySet()) {
        String name = column.getKey();
        Object value = column.getValue();
        values.put(
            name,
            columns.containsKey(name) ? bySchema(value, columns.get(name)) : guessed(name, value));
      }
    }
    return values;
  }

  private static Map<String, Map<String, Object>> fields(Map<String, Object> struct) {
    Map<String, Map<String, Object>> fields = new LinkedHashMap<>();
    if (struct.get("fields") instanceof List<?> list) {
      for (Object each : list) {
        Map<String, Object> field = DebeziumEnvelope.object(each);
        if (field != null) {
          fields.put(String.valueOf(field.get("field")), field);
        }
      }
    }
    return fields;
  }

  private static Object bySchema(Object value, Map<String, Object> schema) {
    String name = String.valueOf(schema.get("name"));
    if (value instanceof Number number) {
      long epoch = number.longValue();
      return switch (name) {
        case "io.debezium.time.Timestamp", "org.apache.kafka.connect.data.Timestamp" ->
            time(number, epoch, ChronoUnit.MILLIS);
        case "io.debezium.time.MicroTimestamp" -> time(number, epoch, ChronoUnit.MICROS);
        case "io.debezium.time.NanoTimestamp" -> time(number, epoch, ChronoUnit.NANOS);
        case "io.debezium.time.Date", "org.apache.kafka.connect.data.Date" -> day(number, epoch);
        default -> value;
      };
    }
    if (value instanceof String text) {
      return switch (name) {
        case "io.debezium.data.Json" -> json(text);
        case "org.apache.kafka.connect.data.Decimal" -> decimal(text, scale(schema));
        default -> value;
      };
    }
    Map<String, Object> struct = DebeziumEnvelope.object(value);
    boolean variable = name.equals("io.debezium.data.VariableScaleDecimal") && struct != null;
    return variable && struct.get("value") instanceof String text
        ? decimal(text, String.valueOf(struct.get("scale")))
        : value;
  }

  private static Object guessed(String column, Object value) {
    if (!TIMES.contains(column) || !(value instanceof Long epoch)) {
      return value;
    }
    long size = Math.abs(epoch);
    if (size < LEAST_MILLIS) {
      return value;
    }
    ChronoUnit unit =
        size >= LEAST_NANOS
            ? ChronoUnit.NANOS
            : size >= LEAST_MICROS ? ChronoUnit.MICROS : ChronoUnit.MILLIS;
    return time(value, epoch, unit);
  }

  private static Object time(Object value, long epoch, ChronoUnit unit) {
    try {
      return Instant.EPOCH.plus(epoch, unit).toString();
    } catch (DateTimeException | ArithmeticException e) {
      return value;
    }
  }

  private static Object day(Object value, long epoch) {
    try {
      return LocalDate.ofEpochDay(epoch).toString();
    } catch (DateTimeException e) {
      return value;
    }
  }

  private static Object json(String text) {
    Optional<Object[]> read = JsonText.read(text);
    return read.isPresent() ? read.get()[0] : text;
  }

  private static String scale(Map<String, Object> schema) {
    Map<String, Object> parameters = DebeziumEnvelope.object(schema.get("parameters"));
    return parameters == null ? null : String.valueOf(parameters.get("scale"));
  }

  /** A number as reading its decimal digits gives it. */
  private static Object decimal(String base64, String scale) {
    try {
      BigInteger unscaled = new BigInteger(Base64.getDecoder().decode(base64));
      int digits = Integer.parseInt(scale);
      if (digits < -MOST_SCALE || digits > MOST_SCALE) {
        return base64; // written out it would fill the memory
      }
      return digits <= 0
          ? json(new BigDecimal(unscaled, digits).toPlainString())
          : new BigDecimal(unscaled, digits).doubleValue();
    } catch (IllegalArgumentException e) {
      return base64;
    }
  }
}
