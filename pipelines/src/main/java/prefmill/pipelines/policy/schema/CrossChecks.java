package prefmill.pipelines.policy.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import prefmill.pipelines.policy.HttpAddress;
import prefmill.pipelines.policy.database.DatabaseUrl;
import prefmill.pipelines.policy.yaml.Fault;
import prefmill.pipelines.policy.yaml.KeyPath;
import prefmill.pipelines.policy.yaml.YamlDocument;
import prefmill.transforms.parse.preset.Preset;

/**
 * What no JSON Schema can state: sums, orders, names given twice, expressions that do not parse.
 */
final class CrossChecks {
  private static final Pattern ADDRESS = Pattern.compile("https?://[^@?#]+");
  private static final double ROUNDING = 1e-9;

  private final YamlDocument document;
  private final ObjectNode root;
  private final List<Fault> faults = new ArrayList<>();

  private CrossChecks(YamlDocument document, ObjectNode root) {
    this.document = document;
    this.root = root;
  }

  /** The checks of a document, whose tree with defaults is given; wrong types are passed over. */
  static CrossChecks of(YamlDocument document, ObjectNode withDefaults) {
    return new CrossChecks(document, withDefaults);
  }

  Stream<Fault> faults() {
    shares();
    margin();
    training();
    place();
    sources();
    sinks();
    address("training.evaluation.judge.url", root.at("/training/evaluation/judge/url"));
    address("masking.names.presidio", root.at("/masking/names/presidio"));
    database("registry.url", root.path("registry").path("url"));
    faults.addAll(PatternChecks.of(document, root).faults());
    faults.addAll(TopicChecks.of(document, root).faults());
    return faults.stream();
  }

  private void shares() {
    JsonNode splits = root.path("splits");
    List<JsonNode> shares = Stream.of("train", "validation", "test").map(splits::path).toList();
    if (shares.stream().allMatch(CrossChecks::isShare)) {
      double sum = shares.stream().mapToDouble(JsonNode::asDouble).sum();
      if (Math.abs(sum - 1) > ROUNDING) {
        String given = shares.get(0) + " + " + shares.get(1) + " + " + shares.get(2);
        fault(
            "splits",
            "must add up to 1, but train + validation + test = " + given + "; change one.");
      }
    }
  }

  private static boolean isShare(JsonNode share) {
    return share.isNumber() && share.asDouble() >= 0 && share.asDouble() <= 1;
  }

  private void margin() {
    JsonNode margin = root.path("votes").path("margin");
    JsonNode votes = root.path("votes").path("min_votes");
    if (margin.isNumber() && votes.asLong() > 0 && margin.asLong() > votes.asLong()) {
      fault(
          "votes.margin",
          "is %s, above min_votes (%s), which then decides nothing; write `min_votes: %s`."
              .formatted(margin, votes, margin));
    }
  }

  private void training() {
    String method = root.path("training").path("method").asText();
    loss(method);
    JsonNode adapter = root.path("training").path("hyperparameters").path("adapter");
    if (root.path("training").path("trainer").asText().equals("djl")
        && adapter.asText().equals("dora")) {
      fault(
          "training.hyperparameters.adapter",
          "is dora, which djl does not know; write `adapter: lora`, or `trainer: mlx` or `trl`.");
    }
    boolean mlx = root.path("training").path("trainer").asText().equals("mlx");
    if (mlx && (method.equals("dpo") || method.equals("kto"))) {
      fault(
          "training.method",
          "is %s, which mlx does not know; write `method: sft`, or `trainer: trl`."
              .formatted(method));
    }
  }

  private void loss(String method) {
    String trainer = root.path("training").path("trainer").asText();
    JsonNode given = root.path("training").path("hyperparameters");
    JsonNode type = given.path("loss_type");
    JsonNode smoothing = given.path("label_smoothing");
    if (method.equals("sft") || method.equals("kto")) {
      for (String name : List.of("loss_type", "label_smoothing")) {
        if (given.has(name)) {
          fault(
              "training.hyperparameters." + name,
              "has no meaning for %s; leave it out, or write `method: dpo`.".formatted(method));
        }
      }
    } else if (trainer.equals("trl")
        && smoothing.asDouble() > 0
        && !type.asText().equals("robust")) {
      fault(
          "training.hyperparameters.label_smoothing",
          "is %s, which trl counts with loss_type robust only; write `loss_type: robust`, leave it out, or write `trainer: djl`."
              .formatted(smoothing));
    } else if (trainer.equals("llamafactory")) {
      if (!type.asText("sigmoid").equals("sigmoid")) {
        fault(
            "training.hyperparameters.loss_type",
            "is %s, which llamafactory is not run with; leave it out, or write `trainer: trl`."
                .formatted(type.asText()));
      }
      if (smoothing.asDouble() > 0) {
        fault(
            "training.hyperparameters.label_smoothing",
            "is %s, which llamafactory is not run with; leave it out, or write `trainer: djl`."
                .formatted(smoothing));
      }
    }
  }

  private void place() {
    JsonNode training = root.path("training");
    boolean ssh = training.path("ssh").isObject();
    boolean kubernetes = training.path("kubernetes").isObject();
    if (ssh && kubernetes) {
      fault("training.kubernetes", "is a second place beside ssh; leave one of them out.");
    }
    if ((ssh || kubernetes) && training.path("trainer").asText().equals("djl")) {
      fault(
          ssh ? "training.ssh" : "training.kubernetes",
          "is no place for djl, which trains on this machine; write `trainer: trl`, or leave it out.");
    }
  }

  private void sources() {
    Map<String, String> seen = new HashMap<>();
    int index = 0;
    for (JsonNode source : root.path("sources")) {
      String path = KeyPath.item("sources", index++);
      String name = source.path("name").asText();
      String first = seen.putIfAbsent(name, path);
      if (first != null && !name.isEmpty()) {
        fault(path + ".name", "is also the name of " + first + "; give each source its own name.");
      }
      database(path + ".url", source.path("url"));
      mapping(path + ".mapping", source.path("mapping"));
    }
  }

  /** An alert is noted as taken by the name of its sink. */
  private void sinks() {
    Map<String, String> seen = new HashMap<>();
    int index = 0;
    for (JsonNode sink : root.path("report").path("sinks")) {
      String path = KeyPath.item("report.sinks", index++);
      ObjectNode place = sink.isObject() ? sink.deepCopy() : root.objectNode();
      place.remove("token_env");
      String first = seen.putIfAbsent(place.toString(), path);
      address(path + ".url", sink.path("url"));
      if (first != null) {
        fault(path, "is the same place as " + first + "; take one of them out.");
      }
    }
  }

  private void database(String path, JsonNode url) {
    DatabaseUrl.fault(url.asText()).ifPresent(message -> fault(path, message));
  }

  /** What does not even look like one, the schema tells. */
  private void address(String path, JsonNode url) {
    if (ADDRESS.matcher(url.asText()).matches() && !HttpAddress.is(url.asText())) {
      fault(
          path,
          "names no host and port (1 to 65535) that can be asked; write for example `http://127.0.0.1:8080/v1`.");
    }
  }

  private void mapping(String path, JsonNode mapping) {
    if (!mapping.isTextual() || mapping.asText().isEmpty()) {
      return;
    }
    try {
      var unused = Preset.mapping(mapping.asText());
    } catch (IllegalArgumentException e) {
      fault(path, "cannot be used, as " + e.getMessage() + "; see docs.jsonata.org.");
    } catch (RuntimeException e) {
      fault(path, "is no JSONata expression; see docs.jsonata.org.");
    } catch (StackOverflowError e) {
      fault(path, "nests too deeply for a JSONata expression; write it flatter.");
    }
  }

  private void fault(String path, String message) {
    faults.add(new Fault(path, document.line(path), message));
  }
}
