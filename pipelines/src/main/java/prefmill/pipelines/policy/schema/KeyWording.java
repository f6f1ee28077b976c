package prefmill.pipelines.policy.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Sentences about keys: unknown, missing, or given together with one that excludes them. */
final class KeyWording {
  private static final int SHOWN_KEYS = 24;

  private KeyWording() {}

  static String unknown(String key, JsonNode parent) {
    List<String> known = new ArrayList<>();
    parent.path("properties").fieldNames().forEachRemaining(known::add);
    if (key.equals("password") && known.contains("password_env")) {
      return "is no key, as no secret belongs in a policy; put the password into an environment"
          + " variable and write `password_env: ITS_NAME`.";
    }
    return NearestWord.to(key, known)
        .map(near -> "is no known key; did you mean `" + near + "`?")
        .orElseGet(() -> "is no known key; " + listed(known));
  }

  static String missing(String key, JsonNode part, String rule) {
    String why = rule.isEmpty() ? "" : " (" + rule + ")";
    return "is missing" + why + "; write for example `" + key + ": " + example(part) + "`.";
  }

  /** Exactly one of several keys is wanted: none is there, or more than one. */
  static String notOne(JsonNode alternatives, JsonNode part, JsonNode value) {
    List<String> keys = new ArrayList<>();
    alternatives.forEach(branch -> keys.add(branch.path("required").path(0).asText()));
    List<String> given = keys.stream().filter(value::has).toList();
    if (given.size() > 1) {
      return "has both " + String.join(" and ", given) + "; keep one of them.";
    }
    String first = keys.get(0);
    return "needs "
        + String.join(" or ", keys)
        + "; write for example `"
        + first
        + ": "
        + example(part.path("properties").path(first))
        + "`.";
  }

  static String example(JsonNode part) {
    return part.path("examples").path(0).asText();
  }

  private static String listed(List<String> known) {
    if (known.isEmpty()) {
      return "none is known here.";
    }
    List<String> shown = known.subList(0, Math.min(SHOWN_KEYS, known.size()));
    return "known here: " + String.join(", ", shown) + ".";
  }
}
