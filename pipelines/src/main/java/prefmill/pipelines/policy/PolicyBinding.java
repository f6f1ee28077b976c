package prefmill.pipelines.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import prefmill.datasets.objects.Places;
import prefmill.pipelines.policy.report.ReportPolicy;
import prefmill.pipelines.policy.training.Cadence;
import prefmill.pipelines.policy.training.TrainingPolicy;
import prefmill.transforms.categories.CategoryRule;
import prefmill.transforms.consent.ConsentRules;
import prefmill.transforms.influence.Caps;
import prefmill.transforms.pairs.PairRules;
import prefmill.transforms.splits.HeldOutRules;
import prefmill.transforms.splits.SplitRules;
import prefmill.transforms.votes.VoteRules;

/** Binds a validated tree with defaults to the records, paths made absolute. */
final class PolicyBinding {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .addModule(new Jdk8Module())
          .build();
  private static final Set<String> PATHS =
      Set.of(
          "store",
          "key_file",
          "model_folder",
          "path",
          "password_file",
          "properties_file",
          "base_model",
          "identity_file");
  private static final String OFF = "off";

  private final ObjectNode given;
  private final ObjectNode root;

  private PolicyBinding(ObjectNode given, ObjectNode root) {
    this.given = given;
    this.root = root;
  }

  static PolicyBinding of(ObjectNode given, ObjectNode withDefaults, Path folder) {
    ObjectNode root = withDefaults.deepCopy();
    makeAbsolute(root, folder);
    return new PolicyBinding(given, root);
  }

  Policy policy() {
    List<String> volatileSpans = texts(root.path("pairs").path("volatile"));
    List<SourcePolicy> sources = new ArrayList<>();
    root.path("sources").forEach(source -> sources.add(bind(source, SourcePolicy.class)));
    ObjectNode pairs = root.path("pairs").deepCopy();
    pairs.remove("volatile");
    ObjectNode splits = root.path("splits").deepCopy();
    ObjectNode heldOut = splits.objectNode();
    heldOut.set("held_out_cap", splits.remove("held_out_cap"));
    heldOut.set("decontaminate", splits.remove("decontaminate"));
    List<CategoryRule> categories = new ArrayList<>();
    root.path("categories").forEach(rule -> categories.add(bind(rule, CategoryRule.class)));
    return new Policy(
        root.path("format").intValue(),
        root.path("dataset").asText(),
        Places.of(root.path("store").asText()),
        bind(root.path("masking"), MaskingPolicy.class),
        sources,
        consent(sources),
        quality(),
        categories,
        bind(pairs, PairRules.class),
        volatileSpans,
        bind(root.path("votes"), VoteRules.class),
        bind(splits, SplitRules.class),
        bind(heldOut, HeldOutRules.class),
        caps(root.path("caps")),
        !root.path("near_duplicates").asText().equals(OFF),
        training(),
        Optional.ofNullable(root.get("registry")).map(node -> bind(node, RegistryPolicy.class)),
        bind(root.path("report"), ReportPolicy.class),
        Optional.ofNullable(root.path("retention").get("versions")).map(JsonNode::intValue));
  }

  private ConsentRules consent(List<SourcePolicy> sources) {
    Map<String, Integer> retentionDays = new TreeMap<>();
    for (SourcePolicy source : sources) {
      Integer days = source.retentionDays();
      retentionDays.put(source.name(), days == null ? Integer.MAX_VALUE : days);
    }
    if (sources.stream().allMatch(source -> source.retentionDays() == null)) {
      retentionDays.clear();
    }
    return new ConsentRules(root.path("consent").path("required").booleanValue(), retentionDays);
  }

  private QualityPolicy quality() {
    Map<String, Map<String, Object>> settings = new TreeMap<>();
    Set<String> off = new TreeSet<>();
    for (Map.Entry<String, JsonNode> rule : root.path("quality").properties()) {
      if (rule.getValue().asText().equals(OFF)) {
        off.add(rule.getKey());
      } else {
        Map<String, Object> values = new TreeMap<>();
        rule.getValue().properties().forEach(t -> values.put(t.getKey(), value(t.getValue())));
        settings.put(rule.getKey(), values);
      }
    }
    List<String> named = new ArrayList<>();
    given.path("quality").fieldNames().forEachRemaining(named::add);
    named.removeAll(off);
    return new QualityPolicy(settings, off, named);
  }

  /** A threshold's number, or a selection's words, whose order says nothing. */
  private static Object value(JsonNode setting) {
    if (setting.isNumber()) {
      return setting.asDouble();
    }
    return setting.isArray()
        ? List.copyOf(new TreeSet<>(texts(setting)))
        : List.of(setting.asText());
  }

  private static Caps caps(JsonNode caps) {
    Map<String, Integer> perCategory = new TreeMap<>();
    caps.path("per_category")
        .properties()
        .forEach(category -> perCategory.put(category.getKey(), category.getValue().intValue()));
    return new Caps(
        cap(caps.path("per_person")),
        cap(caps.path("per_prompt_cluster")),
        caps.path("new_cluster_persons").asInt(Caps.DEFAULT.newClusterPersons()),
        perCategory,
        caps.path("synthetic_share").asDouble(Caps.DEFAULT.syntheticShare()));
  }

  private static Integer cap(JsonNode cap) {
    return cap.isNumber() ? cap.intValue() : null;
  }

  private Optional<TrainingPolicy> training() {
    if (!(root.get("training") instanceof ObjectNode training)) {
      return Optional.empty();
    }
    if (!training.has("name")) {
      training.set("name", root.get("dataset"));
    }
    if (!training.has("alias")) {
      training.set("alias", training.get("name"));
    }
    if (!training.has("min_new_rows")) {
      Cadence cadence = bind(training.path("cadence"), Cadence.class);
      training.put("min_new_rows", cadence.minNewRows());
    }
    return Optional.of(bind(training, TrainingPolicy.class));
  }

  private static <T> T bind(JsonNode node, Class<T> type) {
    try {
      return MAPPER.treeToValue(node, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "The policy's schema and " + type.getSimpleName() + " disagree: " + e.getMessage(), e);
    }
  }

  private static void makeAbsolute(JsonNode node, Path folder) {
    if (node instanceof ObjectNode object) {
      for (String key : PATHS) {
        if (object.path(key).isTextual() && !Places.isInBucket(object.get(key).asText())) {
          object.put(key, folder.resolve(object.get(key).asText()).normalize().toString());
        }
      }
    }
    node.forEach(child -> makeAbsolute(child, folder));
  }

  private static List<String> texts(JsonNode items) {
    List<String> texts = new ArrayList<>();
    items.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
