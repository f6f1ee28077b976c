package prefmill.transforms.parse.json;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Describes a JSON value without its content, such as <code>{prompt:string, +3 other keys}</code>.
 *
 * <p>Names only keys that are known beforehand: a stranger's key can be an address. Keys are sorted
 * and nesting ends after three levels.
 */
public final class Shape {
  /** The shape of a record that is no JSON. */
  public static final String UNPARSED = "unparsed";

  private static final int MAX_DEPTH = 3;

  private Shape() {}

  /** The shape of a value; only known keys are named. */
  public static String of(Object value, Set<String> known) {
    StringBuilder text = new StringBuilder();
    append(value, known, 1, text);
    return text.toString();
  }

  private static void append(Object value, Set<String> known, int depth, StringBuilder text) {
    if (value instanceof Map<?, ?> object) {
      if (depth > MAX_DEPTH) {
        text.append("object");
      } else {
        appendObject(JsonRecord.object(object), known, depth, text);
      }
    } else {
      text.append(
          value == null
              ? "null"
              : value instanceof String
                  ? "string"
                  : value instanceof Number
                      ? "number"
                      : value instanceof List<?> ? "array" : "boolean");
    }
  }

  private static void appendObject(
      Map<String, Object> object, Set<String> known, int depth, StringBuilder text) {
    text.append('{');
    String separator = "";
    int others = 0;
    for (Map.Entry<String, Object> entry : new TreeMap<>(object).entrySet()) {
      if (known.contains(entry.getKey())) {
        text.append(separator).append(entry.getKey()).append(':');
        append(entry.getValue(), known, depth + 1, text);
        separator = ", ";
      } else {
        others++;
      }
    }
    if (others > 0) {
      text.append(separator).append('+').append(others);
      text.append(others == 1 ? " other key" : " other keys");
    }
    text.append('}');
  }
}
