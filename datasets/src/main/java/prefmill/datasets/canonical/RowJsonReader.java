package prefmill.datasets.canonical;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import prefmill.datasets.rows.ChatMessage;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.PreferenceRow;
import prefmill.datasets.rows.Row;
import prefmill.datasets.rows.SftRow;
import prefmill.datasets.rows.UnpairedRow;

/** Reads back the lines that {@link RowJson} writes. */
public final class RowJsonReader {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private RowJsonReader() {}

  /**
   * The row of one line.
   *
   * @throws IllegalArgumentException if the line is no JSON object of that config; the message
   *     names the column and quotes no text
   */
  public static Row read(Config config, String line) {
    JsonNode json = parse(line);
    return switch (config) {
      case PREFERENCE -> preference(json);
      case UNPAIRED -> unpaired(json);
      case SFT -> sft(json);
    };
  }

  private static Row preference(JsonNode json) {
    return new PreferenceRow(
        text(json, "row_id"),
        text(json, "context_key"),
        textOrNull(json, "category"),
        messages(json, "prompt"),
        messages(json, "chosen"),
        messages(json, "rejected"),
        text(json, "chosen_id"),
        text(json, "rejected_id"),
        textOrNull(json, "chosen_model"),
        textOrNull(json, "rejected_model"),
        textOrNull(json, "tools"),
        text(json, "evidence"),
        (int) number(json, "support"),
        number(json, "strength"),
        number(json, "weight"));
  }

  private static Row unpaired(JsonNode json) {
    return new UnpairedRow(
        text(json, "row_id"),
        text(json, "context_key"),
        textOrNull(json, "category"),
        messages(json, "prompt"),
        messages(json, "completion"),
        truth(json, "label"),
        textOrNull(json, "tools"),
        text(json, "answer_id"),
        (int) number(json, "support"),
        number(json, "weight"));
  }

  private static Row sft(JsonNode json) {
    return new SftRow(
        text(json, "row_id"),
        text(json, "context_key"),
        textOrNull(json, "category"),
        messages(json, "messages"),
        textOrNull(json, "tools"),
        text(json, "evidence"),
        number(json, "weight"));
  }

  private static JsonNode parse(String line) {
    try {
      return MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the line is not JSON (column " + e.getLocation().getColumnNr() + ")", e);
    }
  }

  private static JsonNode column(JsonNode json, String name) {
    JsonNode value = json.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the row has no column " + name);
    }
    return value;
  }

  private static String text(JsonNode json, String name) {
    JsonNode value = column(json, name);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("column " + name + " is no text");
    }
    return value.textValue();
  }

  private static String textOrNull(JsonNode json, String name) {
    return column(json, name).isNull() ? null : text(json, name);
  }

  private static double number(JsonNode json, String name) {
    JsonNode value = column(json, name);
    if (!value.isNumber()) {
      throw new IllegalArgumentException("column " + name + " is no number");
    }
    return value.doubleValue();
  }

  private static boolean truth(JsonNode json, String name) {
    JsonNode value = column(json, name);
    if (!value.isBoolean()) {
      throw new IllegalArgumentException("column " + name + " is neither true nor false");
    }
    return value.booleanValue();
  }

  private static List<ChatMessage> messages(JsonNode json, String name) {
    JsonNode value = column(json, name);
    if (!value.isArray()) {
      throw new IllegalArgumentException("column " + name + " is no list of messages");
    }
    List<ChatMessage> messages = new ArrayList<>(value.size());
    for (JsonNode message : value) {
      messages.add(new ChatMessage(text(message, "role"), text(message, "content")));
    }
    return messages;
  }
}
