package prefmill.pipelines.source.dead;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.source.SilentBrokers;
import prefmill.pipelines.source.topic.TopicAccess;
import prefmill.transforms.outcome.DeadLetter;

/** Reads the messages of one source's dead letters again, and sends them on as they are. */
final class LetterCopies {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  // nearer than this the next one is read up to, farther away it is gone to
  private static final int JUMP = 500;

  private final TopicAccess access;
  private final Map<TopicPartition, NavigableMap<Long, DeadLetter>> letters = new HashMap<>();

  LetterCopies(TopicAccess access) {
    this.access = access;
  }

  void add(DeadLetter letter) {
    String file = letter.file();
    int dash = file.lastIndexOf('-');
    TopicPartition partition =
        new TopicPartition(file.substring(0, dash), Integer.parseInt(file.substring(dash + 1)));
    letters.computeIfAbsent(partition, p -> new TreeMap<>()).put(letter.offset(), letter);
  }

  /** Returns when the brokers have all of them on their disks. */
  void send() {
    Map<String, Object> settings = access.consumerSettings();
    // what the topic no longer has is passed over: its dead letter tells of it
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings);
        LetterProducer producer = new LetterProducer(access)) {
      for (Map.Entry<TopicPartition, NavigableMap<Long, DeadLetter>> each : letters.entrySet()) {
        send(consumer, producer, each.getKey(), each.getValue());
      }
      producer.flush();
    } catch (KafkaException e) {
      throw silent(access.source(), e);
    }
  }

  private void send(
      KafkaConsumer<byte[], byte[]> consumer,
      LetterProducer producer,
      TopicPartition partition,
      NavigableMap<Long, DeadLetter> wanted) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, wanted.firstKey());
    long end = consumer.endOffsets(List.of(partition)).get(partition);
    wanted.tailMap(end, true).clear();
    long moved = System.nanoTime();
    while (!wanted.isEmpty()) {
      for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL).records(partition)) {
        DeadLetter letter = wanted.remove(message.offset());
        if (letter != null) {
          producer.send(message, letter);
        }
        moved = System.nanoTime();
      }
      long at = consumer.position(partition);
      wanted.headMap(at).clear();
      if (!wanted.isEmpty() && wanted.firstKey() - at > JUMP) {
        consumer.seek(partition, wanted.firstKey());
      }
      if (System.nanoTime() - moved > PATIENCE.toNanos()) {
        throw silent(access.source(), null);
      }
    }
  }

  static SilentBrokers silent(SourcePolicy source, Throwable cause) {
    return SilentBrokers.of(
        source.name(),
        "dead letters cannot be copied from %s to %s, as the brokers at %s do not answer; see to them and run again"
            .formatted(source.topic(), source.deadLetters().topic(), source.bootstrap()),
        cause);
  }
}
