package prefmill.pipelines.policy.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The documentation of every key of a policy, as Markdown, rendered from the schema. */
public final class PolicyReference {
  private static final String HEAD =
      """
      # Policy

      <!-- Rendered from the policy's schema; a test keeps the two equal. -->

      A policy is one YAML file, by default `prefmill.yaml`. `prefmill init --preset P` writes one to
      start from, `prefmill check` names every fault of it by its path and line. Editors that know
      JSON Schema complete and check it with [policy.schema.json](policy.schema.json). Paths are
      relative to the policy's folder. The smallest policy that runs:

      ```yaml
      dataset: support
      store: ./store
      masking: {key_env: PREFMILL_MASKING_KEY}
      sources:
        - {name: app, kind: jsonl, preset: native, path: "events/*.jsonl"}
      ```

      Everything else has a default. Store, sources' names and places, training and registry decide
      no row: the manifest's `policy_hash` covers the rest.
      """;

  private final StringBuilder out = new StringBuilder(HEAD);

  private PolicyReference() {}

  /** The whole page. */
  public static String markdown() {
    PolicyReference page = new PolicyReference();
    JsonNode schema = PolicySchema.current().json();
    page.section("", schema);
    return page.out.toString();
  }

  private void section(String path, JsonNode part) {
    if (!path.isEmpty()) {
      out.append("\n## `").append(path).append("`\n\n");
      out.append(part.path("description").asText()).append('\n');
    } else {
      out.append("\n## The whole\n");
    }
    out.append("\n| key | value | default | |\n|---|---|---|---|\n");
    List<Map.Entry<String, JsonNode>> sections = new ArrayList<>();
    for (Map.Entry<String, JsonNode> key : part.path("properties").properties()) {
      row(key.getKey(), key.getValue(), required(part, key.getKey()));
      if (!keys(key.getValue()).isEmpty()) {
        sections.add(key);
      }
    }
    for (Map.Entry<String, JsonNode> key : sections) {
      boolean list = key.getValue().has("items");
      String place = (path.isEmpty() ? "" : path + ".") + key.getKey() + (list ? "[]" : "");
      section(place, list ? key.getValue().get("items") : key.getValue());
    }
  }

  private void row(String key, JsonNode part, boolean required) {
    out.append("| `").append(key).append("` | ").append(cell(values(part))).append(" | ");
    out.append(required ? "required" : cell(byDefault(part))).append(" | ");
    out.append(cell(part.path("description").asText())).append(" |\n");
  }

  private static boolean required(JsonNode part, String key) {
    for (JsonNode required : part.path("required")) {
      if (required.asText().equals(key)) {
        return true;
      }
    }
    return false;
  }

  private static String values(JsonNode part) {
    JsonNode words = part.path("enum");
    if (!words.isEmpty()) {
      List<String> listed = new ArrayList<>();
      words.forEach(word -> listed.add("`" + word.asText() + "`"));
      return String.join(", ", listed);
    }
    if (part.has("pattern") && part.path("type").isTextual()) {
      return part.path("$comment").asText();
    }
    String bounds = ValueWording.bounds(part);
    return ValueWording.wanted(part) + (bounds.isEmpty() ? "" : ", " + bounds);
  }

  private static String byDefault(JsonNode part) {
    JsonNode byDefault = part.path("default");
    if (byDefault.isMissingNode()) {
      return "";
    }
    if (byDefault.isObject()) {
      return keys(part).isEmpty() ? "`on`" : "below";
    }
    return "`" + (byDefault.isTextual() ? byDefault.asText() : byDefault.toString()) + "`";
  }

  private static JsonNode keys(JsonNode part) {
    return part.has("items") ? part.at("/items/properties") : part.path("properties");
  }

  private static String cell(String text) {
    return text.lines().collect(Collectors.joining(" ")).replace("|", "\\|");
  }
}
