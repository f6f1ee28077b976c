package prefmill.pipelines.source.topic;

import java.io.IOException;
import java.io.Reader;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.source.Password;
import prefmill.pipelines.source.SourceException;

/**
 * How to reach a source's brokers. It holds where secrets lie, never the secrets: each worker reads
 * them for itself.
 *
 * @param source what the policy says
 * @param folder the policy's folder, from which relative paths count
 */
public record TopicAccess(SourcePolicy source, String folder) implements Serializable {
  /** The access of a source. */
  public static TopicAccess of(SourcePolicy source, Path folder) {
    return new TopicAccess(source, folder.toString());
  }

  /**
   * Settings of any Kafka client that opens the source's brokers.
   *
   * @throws SourceException if a secret or the file of settings is not where the policy says
   */
  public Map<String, Object> clientSettings() {
    Map<String, Object> settings = new HashMap<>(source.properties());
    settings.putAll(fileSettings());
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, source.bootstrap());
    if (source.user() != null) {
      settings.put(SaslConfigs.SASL_JAAS_CONFIG, login(settings.get(SaslConfigs.SASL_MECHANISM)));
    }
    return settings;
  }

  /** Settings of a consumer that reads committed records only, and never where it likes. */
  public Map<String, Object> consumerSettings() {
    Map<String, Object> settings = clientSettings();
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return settings;
  }

  private Map<String, String> fileSettings() {
    Properties properties = new Properties();
    if (source.propertiesFile() != null) {
      try (Reader file =
          Files.newBufferedReader(Path.of(folder).resolve(source.propertiesFile()))) {
        properties.load(file);
      } catch (IOException | IllegalArgumentException e) {
        throw SourceException.of(
            source.name(),
            "the file %s cannot be read as Java properties; mend sources.%s.properties_file"
                .formatted(source.propertiesFile(), source.name()),
            e);
      }
    }
    Map<String, String> settings = new HashMap<>();
    properties.stringPropertyNames().forEach(n -> settings.put(n, properties.getProperty(n)));
    return settings;
  }

  private String login(Object mechanism) {
    String module =
        "PLAIN".equals(mechanism)
            ? "org.apache.kafka.common.security.plain.PlainLoginModule"
            : "org.apache.kafka.common.security.scram.ScramLoginModule";
    String password = Password.of(source, Path.of(folder));
    return "%s required username=%s password=%s;"
        .formatted(module, quoted(source.user()), quoted(password == null ? "" : password));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
