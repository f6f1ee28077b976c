package prefmill.transforms.parse.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import prefmill.transforms.parse.fault.ErrorClass;
import prefmill.transforms.parse.fault.MalformedException;

/**
 * Reads one JSON object strictly: UTF-8 only, no key twice, no NaN, at most {@value #MAX_DEPTH}
 * levels, and no text that could not be written again as it was read.
 *
 * <p>Objects become maps in the order of their keys, arrays lists, integers Integer, Long or
 * BigInteger, other numbers Double.
 */
public final class JsonRecord {
  /** The most levels of nesting. */
  public static final int MAX_DEPTH = 100;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          // a message of Jackson must never quote a record, nor its symbol table keep keys
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNameLength(Integer.MAX_VALUE).build())
          .build();

  private JsonRecord() {}

  /**
   * Reads the object.
   *
   * @throws MalformedException if the bytes are anything else
   */
  public static Map<String, Object> read(byte[] utf8) throws MalformedException {
    CharBuffer text = decode(utf8);
    try (JsonParser parser =
        FACTORY.createParser(text.array(), text.arrayOffset(), text.remaining())) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw MalformedException.of(ErrorClass.BAD_JSON, "the record is empty; leave it out");
      }
      Object value = value(parser, first, 1);
      if (parser.nextToken() != null) {
        throw MalformedException.of(
            ErrorClass.BAD_JSON,
            "the record goes on after its JSON value; write one JSON object a line");
      }
      if (value instanceof Map<?, ?>) {
        return object(value);
      }
      throw MalformedException.of(
          ErrorClass.NOT_AN_OBJECT, "the record is no JSON object; write one JSON object a line");
    } catch (JsonProcessingException e) {
      throw MalformedException.of(ErrorClass.BAD_JSON, "the record is not JSON" + place(e));
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }

  @SuppressWarnings("unchecked") // every key of a JSON object is a string
  static Map<String, Object> object(Object value) {
    return (Map<String, Object>) value;
  }

  private static CharBuffer decode(byte[] utf8) throws MalformedException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
    } catch (CharacterCodingException e) {
      throw MalformedException.of(
          ErrorClass.BAD_UTF8, "the record is not UTF-8; write the file in UTF-8");
    }
  }

  private static String place(JsonProcessingException e) {
    return e.getLocation() == null
        ? "; mend it or leave it out"
        : " from its character "
            + Math.max(1, e.getLocation().getCharOffset())
            + " on; mend it or leave it out";
  }

  private static Object value(JsonParser parser, JsonToken token, int depth)
      throws IOException, MalformedException {
    return switch (token) {
      case START_OBJECT -> map(parser, depth);
      case START_ARRAY -> list(parser, depth);
      case VALUE_STRING -> text(parser.getText());
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> finite(parser.getDoubleValue());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private static Map<String, Object> map(JsonParser parser, int depth)
      throws IOException, MalformedException {
    checkDepth(depth);
    Map<String, Object> map = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = text(parser.currentName());
      int before = map.size();
      map.put(key, value(parser, parser.nextToken(), depth + 1));
      if (map.size() == before) {
        throw MalformedException.of(
            ErrorClass.BAD_JSON, "the record gives a key twice; give each key once");
      }
    }
    return map;
  }

  private static List<Object> list(JsonParser parser, int depth)
      throws IOException, MalformedException {
    checkDepth(depth);
    List<Object> list = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      list.add(value(parser, token, depth + 1));
    }
    return list;
  }

  private static void checkDepth(int depth) throws MalformedException {
    if (depth > MAX_DEPTH) {
      throw MalformedException.of(
          ErrorClass.TOO_DEEP,
          "the record is nested deeper than " + MAX_DEPTH + " levels; flatten it");
    }
  }

  private static Double finite(double number) throws MalformedException {
    if (Double.isInfinite(number)) {
      throw MalformedException.of(
          ErrorClass.BAD_VALUE, "the record holds a number beyond the range of a double");
    }
    return number;
  }

  private static String text(String text) throws MalformedException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw MalformedException.of(
            ErrorClass.BAD_TEXT, "a text holds U+0000, which databases refuse; take it out");
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          throw MalformedException.of(
              ErrorClass.BAD_TEXT,
              "a text holds half a surrogate pair, which no UTF-8 file keeps; cut texts between"
                  + " characters");
        }
        i++;
      }
    }
    return text;
  }
}
