package prefmill.pipelines.policy.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import prefmill.pipelines.policy.yaml.Fault;
import prefmill.pipelines.policy.yaml.YamlDocument;

/**
 * The one description of a policy: its JSON Schema validates, gives the defaults, words the faults
 * and is rendered as documentation.
 */
public final class PolicySchema {
  private static final String FOLDER = "/prefmill/pipelines/policy/";
  private static final PolicySchema INSTANCE = new PolicySchema();

  private final ObjectNode schema;
  private final Schema validator;

  private PolicySchema() {
    schema = resource("policy-schema.yaml");
    properties(schema).setAll(resource("policy-schema-rows.yaml"));
    properties(schema).setAll(resource("policy-schema-training.yaml"));
    properties(schema).setAll(resource("policy-schema-report.yaml"));
    SchemaParts.fill(schema);
    validator =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
  }

  /** The schema of this version of Prefmill. */
  public static PolicySchema current() {
    return INSTANCE;
  }

  /** A copy of the JSON Schema (2020-12). */
  public ObjectNode json() {
    return schema.deepCopy();
  }

  /**
   * Every fault of a document, in the order of its lines: those of the schema and those that no
   * schema can state; one for each place.
   */
  public List<Fault> faults(YamlDocument document) {
    if (document.lines().isEmpty() && !document.faults().isEmpty()) {
      return document.faults();
    }
    FaultWording wording = new FaultWording(schema, document);
    Stream<Fault> bySchema =
        validator.validate(document.root()).stream().flatMap(error -> wording.word(error).stream());
    Stream<Fault> byMeaning = CrossChecks.of(document, withDefaults(document.root())).faults();
    Map<String, Fault> firstByPath = new LinkedHashMap<>();
    Stream.of(document.faults().stream(), bySchema, byMeaning)
        .flatMap(faults -> faults)
        .forEach(fault -> firstByPath.putIfAbsent(fault.path(), fault));
    return firstByPath.values().stream()
        .sorted(Comparator.comparingInt(Fault::line).thenComparing(Fault::path))
        .toList();
  }

  /** The tree with every default of the schema filled in where the document says nothing. */
  public ObjectNode withDefaults(ObjectNode root) {
    ObjectNode filled = root.deepCopy();
    fill(schema, filled);
    return filled;
  }

  private static void fill(JsonNode part, JsonNode value) {
    if (value instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> key : properties(part).properties()) {
        JsonNode byDefault = key.getValue().get("default");
        if (!object.has(key.getKey()) && byDefault != null) {
          object.set(key.getKey(), byDefault.deepCopy());
        }
        if (object.has(key.getKey())) {
          fill(key.getValue(), object.get(key.getKey()));
        }
      }
    }
    if (value instanceof ArrayNode items && part.has("items")) {
      items.forEach(item -> fill(part.get("items"), item));
    }
  }

  static ObjectNode properties(JsonNode part) {
    return part.get("properties") instanceof ObjectNode object
        ? object
        : JsonNodeFactory.instance.objectNode();
  }

  private static ObjectNode resource(String name) {
    try (InputStream in = PolicySchema.class.getResourceAsStream(FOLDER + name)) {
      YamlDocument document =
          YamlDocument.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      if (!document.faults().isEmpty()) {
        throw new IllegalStateException(name + ": " + document.faults());
      }
      return document.root();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
