package prefmill.transforms.parse.decode;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import prefmill.transforms.parse.fault.MalformedException;

/**
 * The fields of one JSON object, read by type; null and absent are the same.
 *
 * @param path where the object stands in the record, such as "signal."; empty at the top
 * @param values the object
 */
record Fields(String path, Map<String, Object> values) {
  // Labels are counted by name in every manifest; JSON readers refuse names of 50,000 characters.
  private static final int LONGEST_ID = 1_000;

  boolean has(String name) {
    return values.get(name) != null;
  }

  String path(String name) {
    return path + name;
  }

  String text(String name) throws MalformedException {
    Object value = values.get(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw MalformedException.value(path(name), "a string");
  }

  String requiredText(String name) throws MalformedException {
    String text = text(name);
    if (text == null) {
      throw MalformedException.missing(path(name));
    }
    return text;
  }

  /** An identifier or label: a string or a whole number, which agree; empty is absent. */
  String id(String name) throws MalformedException {
    Object value = values.get(name);
    if (value == null) {
      return null;
    }
    boolean whole =
        value instanceof Integer || value instanceof Long || value instanceof BigInteger;
    if (!whole && !(value instanceof String)) {
      throw MalformedException.value(path(name), "a string or a whole number");
    }
    String text = value.toString();
    if (text.length() > LONGEST_ID) {
      throw MalformedException.value(path(name), "at most " + LONGEST_ID + " characters long");
    }
    return text.isBlank() ? null : text;
  }

  Boolean flag(String name) throws MalformedException {
    Object value = values.get(name);
    if (value == null || value instanceof Boolean) {
      return (Boolean) value;
    }
    throw MalformedException.value(path(name), "true or false");
  }

  double requiredNumber(String name) throws MalformedException {
    Double number = number(name);
    if (number == null) {
      throw MalformedException.missing(path(name));
    }
    return number;
  }

  Double number(String name) throws MalformedException {
    Object value = values.get(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw MalformedException.value(path(name), "a number");
  }

  List<?> list(String name) throws MalformedException {
    Object value = values.get(name);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw MalformedException.value(path(name), "an array");
  }

  Fields requiredObject(String name) throws MalformedException {
    if (!has(name)) {
      throw MalformedException.missing(path(name));
    }
    return object(path(name), values.get(name));
  }

  long time(String name) throws MalformedException {
    return Times.micros(path(name), text(name));
  }

  /** The fields of a value that must be an object. */
  @SuppressWarnings("unchecked") // every key of a JSON object is a string
  static Fields object(String path, Object value) throws MalformedException {
    if (value instanceof Map<?, ?> map) {
      return new Fields(path + ".", (Map<String, Object>) map);
    }
    throw MalformedException.value(path, "an object");
  }
}
