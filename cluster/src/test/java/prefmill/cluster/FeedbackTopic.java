package prefmill.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.source.topic.TopicPosition;

/**
 * A topic with holes: every line comes in a transaction, aborted ones lie between, and of lines
 * with one key compaction leaves the last.
 */
final class FeedbackTopic {
  private static final int PARTITIONS = 2;

  private final BrokerProcess broker;
  private final String name;
  private final Map<String, Long> next = new TreeMap<>();

  private FeedbackTopic(BrokerProcess broker, String name) {
    this.broker = broker;
    this.name = name;
  }

  /** Makes one of two partitions, whose broker compacts eagerly. */
  static FeedbackTopic create(BrokerProcess broker, String name) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
      ConfigResource all = new ConfigResource(ConfigResource.Type.BROKER, "");
      AlterConfigOp eager =
          new AlterConfigOp(
              new ConfigEntry("log.cleaner.backoff.ms", "200"), AlterConfigOp.OpType.SET);
      admin.incrementalAlterConfigs(Map.of(all, List.of(eager))).all().get();
      NewTopic topic =
          new NewTopic(name, PARTITIONS, (short) 1)
              .configs(
                  Map.of(
                      "cleanup.policy", "compact",
                      "segment.ms", "200",
                      "min.cleanable.dirty.ratio", "0.01",
                      "max.compaction.lag.ms", "500"));
      admin.createTopics(List.of(topic)).all().get();
    }
    return new FeedbackTopic(broker, name);
  }

  /** Sends lines, each under a key of its own; they are committed then. */
  void send(List<String> lines) throws Exception {
    send(lines, true);
  }

  /** Sends lines that nobody is to read. */
  void abort(List<String> lines) throws Exception {
    send(lines, false);
  }

  private void send(List<String> lines, boolean commit) throws Exception {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", broker.bootstrap(), "transactional.id", name);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (String line : lines) {
        byte[] value = line.getBytes(UTF_8);
        byte[] key = (commit ? line : "aborted").getBytes(UTF_8);
        sent.add(producer.send(new ProducerRecord<>(name, key, value)));
      }
      if (!commit) {
        producer.flush();
        producer.abortTransaction();
        return;
      }
      producer.commitTransaction();
      for (Future<RecordMetadata> each : sent) {
        String partition = new TopicPartition(name, each.get().partition()).toString();
        next.merge(partition, each.get().offset() + 1, Math::max);
      }
    }
  }

  /** Whether a log is past all that was committed. */
  boolean isLandedIn(EventLog log, String source) throws IOException {
    Map<String, String> positions = log.positions().getOrDefault(source, Map.of());
    return next.entrySet().stream()
        .allMatch(
            each ->
                positions.containsKey(each.getKey())
                    && TopicPosition.parse(positions.get(each.getKey())).next() >= each.getValue());
  }

  /** How many committed lines the topic still has. */
  int count() throws IOException {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", broker.bootstrap(), "isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          IntStream.range(0, PARTITIONS).mapToObj(i -> new TopicPartition(name, i)).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      int count = 0;
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        count += consumer.poll(Duration.ofMillis(500)).count();
      }
      return count;
    }
  }
}
