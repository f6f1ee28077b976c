package prefmill.pipelines.policy.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.Optional;
import prefmill.pipelines.policy.yaml.Fault;
import prefmill.pipelines.policy.yaml.KeyPath;
import prefmill.pipelines.policy.yaml.YamlDocument;

/** Puts what a schema validator found into sentences for people. */
final class FaultWording {
  private final JsonNode schema;
  private final YamlDocument document;

  FaultWording(JsonNode schema, YamlDocument document) {
    this.schema = schema;
    this.document = document;
  }

  /** The fault of one error; empty if another error of the same place says it better. */
  Optional<Fault> word(Error error) {
    NodePath location = error.getInstanceLocation();
    String path = path(location);
    if (insideAlternative(error)) {
      return Optional.empty();
    }
    JsonNode part = part(location);
    JsonNode value = value(location);
    String property = error.getProperty();
    return switch (error.getKeyword()) {
      case "if", "allOf" -> Optional.empty();
      case "additionalProperties" ->
          fault(KeyPath.key(path, property), KeyWording.unknown(property, part));
      case "required" ->
          fault(
              KeyPath.key(path, property),
              KeyWording.missing(property, part(location.append(property)), rule(error)));
      case "oneOf" -> fault(path, KeyWording.notOne(error.getSchemaNode(), part, value));
      case "false" -> fault(path, "has no place here: " + rule(error) + "; take it out.");
      default -> fault(path, ValueWording.of(error.getKeyword(), part, value));
    };
  }

  private static String path(NodePath location) {
    String path = "";
    for (int i = 0; i < location.getNameCount(); i++) {
      path =
          location.getElement(i) instanceof Integer index
              ? KeyPath.item(path, index)
              : KeyPath.key(path, location.getName(i));
    }
    return path;
  }

  private Optional<Fault> fault(String path, String message) {
    return Optional.of(new Fault(path, document.line(path), message));
  }

  private static boolean insideAlternative(Error error) {
    NodePath keywords = error.getEvaluationPath();
    for (int i = 0; i < keywords.getNameCount() - 1; i++) {
      if (keywords.getName(i).equals("oneOf")) {
        return true;
      }
    }
    return false;
  }

  /** The sentence of the condition (an element of allOf) that an error stems from, or nothing. */
  private String rule(Error error) {
    NodePath keywords = error.getEvaluationPath();
    JsonNode node = schema;
    for (int i = 0; i < keywords.getNameCount(); i++) {
      Object element = keywords.getElement(i);
      node = element instanceof Integer index ? node.path(index) : node.path(element.toString());
      if (i > 0 && keywords.getName(i - 1).equals("allOf")) {
        return node.path("$comment").asText();
      }
    }
    return "";
  }

  /** What the schema says of a place, found by its keys alone. */
  private JsonNode part(NodePath location) {
    JsonNode node = schema;
    for (int i = 0; i < location.getNameCount(); i++) {
      JsonNode named = node.path("properties").path(location.getName(i));
      // keys of one's own, such as categories, are described together
      JsonNode key = named.isMissingNode() ? node.path("additionalProperties") : named;
      node = location.getElement(i) instanceof Integer ? node.path("items") : key;
    }
    return node;
  }

  private JsonNode value(NodePath location) {
    JsonNode node = document.root();
    for (int i = 0; i < location.getNameCount() && !(node instanceof MissingNode); i++) {
      node =
          location.getElement(i) instanceof Integer index
              ? node.path(index)
              : node.path(location.getName(i));
    }
    return node;
  }
}
