package prefmill.pipelines.policy;

import java.io.Serializable;
import java.util.Map;

/**
 * One source of feedback, as the policy describes it; what does not apply is null.
 *
 * @param name the policy's own name for it
 * @param kind where it lies
 * @param preset the mapping that comes with Prefmill: native, subjectchat, helpem, betabase,
 *     halaai, arena, openwebui; null if mapping is given
 * @param mapping a JSONata expression that maps one row to the native event; null if preset is
 *     given
 * @param namespace of its user, conversation and message ids; null to share the policy's one
 * @param path file, glob or folder (jsonl)
 * @param url JDBC URL without credentials (postgres)
 * @param user user of the database, or of the brokers (SASL)
 * @param passwordEnv environment variable that holds the password
 * @param passwordFile file that holds the password
 * @param schema the schema its tables live in; public if null
 * @param table the table; null for the preset's
 * @param key the table's key column; null for the preset's
 * @param position the column that grows with every new or changed row; null for the preset's
 * @param bootstrap host:port of one or more brokers, separated by commas (kafka)
 * @param topic the topic (kafka)
 * @param envelope what its messages wrap rows in: debezium; null if they are rows (kafka)
 * @param deadLetters where messages that cannot be understood are copied; null for nowhere (kafka)
 * @param properties settings of the Kafka client by their names, none of them a secret
 * @param propertiesFile file of further settings as Java properties, also secret ones (kafka)
 * @param retentionDays how many days after created_at its feedback may be used; for ever if null
 */
public record SourcePolicy(
    String name,
    Kind kind,
    String preset,
    String mapping,
    String namespace,
    String path,
    String url,
    String user,
    String passwordEnv,
    String passwordFile,
    String schema,
    String table,
    String key,
    String position,
    String bootstrap,
    String topic,
    String envelope,
    DeadLetterTopic deadLetters,
    Map<String, String> properties,
    String propertiesFile,
    Integer retentionDays)
    implements Serializable {
  public SourcePolicy {
    properties = properties == null ? Map.of() : Map.copyOf(properties);
  }

  /** The same as a source that is its topic of dead letters. */
  public SourcePolicy ofDeadLetters() {
    return new SourcePolicy(
        name,
        kind,
        preset,
        mapping,
        namespace,
        path,
        url,
        user,
        passwordEnv,
        passwordFile,
        schema,
        table,
        key,
        position,
        bootstrap,
        deadLetters.topic(),
        envelope,
        deadLetters,
        properties,
        propertiesFile,
        retentionDays);
  }

  /**
   * A topic that messages are copied to as they are, to be taken back after a mend.
   *
   * @param topic its name
   */
  public record DeadLetterTopic(String topic) implements Serializable {}

  /** Where a source lies. */
  public enum Kind {
    JSONL,
    POSTGRES,
    KAFKA
  }
}
