package prefmill.pipelines.policy.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import prefmill.transforms.event.FeedbackEvent.Author;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.mask.MaskingRules;
import prefmill.transforms.mask.PiiMasker;
import prefmill.transforms.mask.Placeholders;

/** Sentences about values: of a wrong type, not on the list, out of bounds. */
final class ValueWording {
  private static final int SHOWN_CHARACTERS = 40;
  private static final int SHOWN_WORDS = 24;

  // placeholders are the same under any key
  private static final byte[] ANY_KEY = "only placeholders".getBytes(StandardCharsets.US_ASCII);

  private ValueWording() {}

  static String of(String keyword, JsonNode part, JsonNode value) {
    return switch (keyword) {
      case "type" -> part.has("pattern") ? notShown(part) : mustBe(wanted(part), part, value);
      case "enum" -> notListed(part, value);
      case "const" -> mustBe(part.path("const").asText(), part, value);
      case "pattern" -> notShown(part);
      case "minLength", "minItems" ->
          "is empty; write for example `" + KeyWording.example(part) + "`.";
      case "maxLength" -> "is longer than " + part.path("maxLength").asText() + " characters.";
      default -> mustBe(bounds(part), part, value);
    };
  }

  /** A value as people wrote it, cut short; what masking finds in it is not shown. */
  static String shown(JsonNode value) {
    if (value.isTextual()) {
      String text = masked(value.asText());
      int cut =
          text.offsetByCodePoints(
              0, Math.min(SHOWN_CHARACTERS, text.codePointCount(0, text.length())));
      return "\"" + text.substring(0, cut) + (cut < text.length() ? "..." : "") + "\"";
    }
    if (value.isObject()) {
      return "a mapping";
    }
    return value.isArray() ? "a list" : value.isNull() ? "empty" : masked(value.asText());
  }

  private static String masked(String text) {
    KeyedHash hash = KeyedHash.of(ANY_KEY, "");
    String masked = PiiMasker.of(MaskingRules.defaults(), hash).mask(text, Author.UNKNOWN).text();
    return Placeholders.of(List.of(masked), List.of()).apply(masked);
  }

  /** What a value has to be, in words: a whole number, at least 1. */
  static String wanted(JsonNode part) {
    List<String> words = new ArrayList<>();
    for (JsonNode type : types(part)) {
      words.add(
          switch (type.asText()) {
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            case "array" -> "a list";
            case "object" -> "a mapping of keys";
            default -> part.path("pattern").asText().equals("^off$") ? "off" : "a text";
          });
    }
    return String.join(" or ", words);
  }

  private static List<JsonNode> types(JsonNode part) {
    List<JsonNode> types = new ArrayList<>();
    JsonNode type = part.path("type");
    if (type.isArray()) {
      type.forEach(types::add);
    } else {
      types.add(type);
    }
    return types;
  }

  static String bounds(JsonNode part) {
    List<String> words = new ArrayList<>();
    bound(part, "minimum").ifPresent(least -> words.add("at least " + least));
    bound(part, "exclusiveMinimum").ifPresent(least -> words.add("above " + least));
    bound(part, "maximum").ifPresent(most -> words.add("at most " + most));
    bound(part, "exclusiveMaximum").ifPresent(most -> words.add("below " + most));
    return String.join(" and ", words);
  }

  private static Optional<String> bound(JsonNode part, String keyword) {
    return Optional.ofNullable(part.get(keyword)).map(JsonNode::asText);
  }

  private static String notListed(JsonNode part, JsonNode value) {
    List<String> listed = new ArrayList<>();
    part.path("enum").forEach(item -> listed.add(item.asText()));
    String near =
        NearestWord.to(value.asText(), listed)
            .map(word -> "; did you mean " + word + "?")
            .orElse(".");
    if (listed.size() > SHOWN_WORDS) {
      String example = KeyWording.example(part);
      return "is no known word: " + shown(value) + "; write for example `" + example + "`.";
    }
    String choice = listed.size() == 1 ? "must be " : "must be one of ";
    return choice + String.join(", ", listed) + ", but is " + shown(value) + near;
  }

  private static String mustBe(String wanted, JsonNode part, JsonNode value) {
    String example = KeyWording.example(part);
    String mend = example.isEmpty() ? "." : "; write for example `" + example + "`.";
    return "must be " + wanted + ", but is " + shown(value) + mend;
  }

  /** Without the value: what people put into a wrong place may be a password. */
  private static String notShown(JsonNode part) {
    String wanted = part.path("$comment").asText();
    return "must be " + wanted + "; write for example `" + KeyWording.example(part) + "`.";
  }
}
