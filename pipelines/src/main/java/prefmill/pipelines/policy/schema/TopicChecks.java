package prefmill.pipelines.policy.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.ConfigDef;
import prefmill.pipelines.policy.yaml.Fault;
import prefmill.pipelines.policy.yaml.KeyPath;
import prefmill.pipelines.policy.yaml.YamlDocument;

/** The settings of Kafka's client in a policy: known to it, no secret, none that Prefmill sets. */
final class TopicChecks {
  private static final Map<String, ConfigDef.ConfigKey> KNOWN =
      ConsumerConfig.configDef().configKeys();
  private static final Set<String> OURS =
      Set.of(
          ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
          ConsumerConfig.GROUP_ID_CONFIG,
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          ConsumerConfig.ISOLATION_LEVEL_CONFIG,
          ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
  private static final Set<String> MECHANISMS = Set.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512");

  private final YamlDocument document;
  private final ObjectNode root;
  private final List<Fault> faults = new ArrayList<>();

  private TopicChecks(YamlDocument document, ObjectNode root) {
    this.document = document;
    this.root = root;
  }

  static TopicChecks of(YamlDocument document, ObjectNode withDefaults) {
    return new TopicChecks(document, withDefaults);
  }

  List<Fault> faults() {
    int index = 0;
    for (JsonNode source : root.path("sources")) {
      String path = KeyPath.item("sources", index++);
      if (source.path("kind").asText().equals("kafka")) {
        JsonNode properties = source.path("properties");
        properties.fieldNames().forEachRemaining(name -> setting(path + ".properties", name));
        login(path, source, properties);
        JsonNode deadLetters = source.at("/dead_letters/topic");
        if (deadLetters.isTextual() && deadLetters.equals(source.path("topic"))) {
          fault(
              path + ".dead_letters.topic",
              "is the topic itself, which would be given its dead letters again and again; name another one.");
        }
      }
    }
    return faults;
  }

  private void setting(String path, String name) {
    String place = KeyPath.key(path, name);
    ConfigDef.ConfigKey key = KNOWN.get(name);
    if (OURS.contains(name)) {
      fault(place, "is set by Prefmill, so that no record is lost; take it out.");
    } else if (key == null) {
      String near =
          NearestWord.to(name, List.copyOf(KNOWN.keySet()))
              .map(word -> "; did you mean `" + word + "`?")
              .orElse("; see Kafka's documentation of consumer settings.");
      fault(place, "is no setting of Kafka's consumer" + near);
    } else if (key.type() == ConfigDef.Type.PASSWORD) {
      fault(
          place,
          "is a secret, which has no place in a policy; write it into a file and name that under `properties_file`, or for a SASL password give user and password_env.");
    }
  }

  /** A user needs to be told how to log in; without a file that may say so, the policy must. */
  private void login(String path, JsonNode source, JsonNode properties) {
    if (!source.has("user") || source.has("properties_file")) {
      return;
    }
    String place = KeyPath.key(path + ".properties", "sasl.mechanism");
    if (!MECHANISMS.contains(properties.path("sasl.mechanism").asText())) {
      fault(
          place,
          "must be PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512, as a user is given; write one, or take `user` out and log in by `properties_file`.");
    }
    if (!properties.path("security.protocol").asText().startsWith("SASL_")) {
      fault(
          KeyPath.key(path + ".properties", "security.protocol"),
          "must be SASL_SSL (or SASL_PLAINTEXT), as a user is given; write `security.protocol: SASL_SSL`.");
    }
  }

  private void fault(String path, String message) {
    faults.add(new Fault(path, document.line(path), message));
  }
}
