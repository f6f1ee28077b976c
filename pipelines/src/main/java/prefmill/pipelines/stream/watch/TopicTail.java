package prefmill.pipelines.stream.watch;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import prefmill.pipelines.source.topic.TopicAccess;
import prefmill.pipelines.source.topic.TopicRange;

/**
 * Whether the end of a partition holds anything: a transaction leaves an offset behind its records,
 * one that was aborted its records' too, and compaction any.
 */
public final class TopicTail {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int POLLS = 10;

  private TopicTail() {}

  /** Whether a stretch is known to hold no committed record; asks the brokers for some seconds. */
  public static boolean isEmpty(TopicAccess access, TopicRange tail) {
    TopicPartition partition = tail.topicPartition();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(access.consumerSettings())) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, tail.from());
      for (int poll = 0; poll < POLLS; poll++) {
        List<ConsumerRecord<byte[], byte[]>> records = consumer.poll(POLL).records(partition);
        if (!records.isEmpty()) {
          return records.get(0).offset() >= tail.to();
        }
        if (consumer.position(partition) >= tail.to()) {
          return true;
        }
      }
      return false;
    } catch (KafkaException e) {
      // brokers that do not answer now: nothing is known
      return false;
    }
  }
}
