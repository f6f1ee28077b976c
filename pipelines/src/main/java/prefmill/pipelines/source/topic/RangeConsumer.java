package prefmill.pipelines.source.topic;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import prefmill.pipelines.source.SourceException;
import prefmill.transforms.parse.RawRecord;

/** Reads one stretch of a partition; it ends where the consumer has passed the last offset. */
final class RangeConsumer {
  private static final Duration POLL = Duration.ofMillis(500);
  // the consumer waits for brokers without end
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private RangeConsumer() {}

  /**
   * Gives every record of the stretch, in its order.
   *
   * @throws SourceException if the topic no longer has it, or the brokers are silent for two
   *     minutes
   */
  static void read(TopicAccess access, TopicRange range, Consumer<RawRecord> records) {
    read(access, range, Messages::record, records);
  }

  static void read(
      TopicAccess access, TopicRange range, Messages.Reading reading, Consumer<RawRecord> records) {
    String source = access.source().name();
    TopicPartition partition = range.topicPartition();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(access.consumerSettings())) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, range.from());
      long at = range.from();
      long moved = System.nanoTime();
      while (at < range.to()) {
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL).records(partition)) {
          if (each.offset() < range.to()) {
            reading.read(source, each).ifPresent(records);
          }
        }
        // beyond the last record's offset where transactions end or compaction took records out
        long next = consumer.position(partition);
        if (next > at) {
          at = next;
          moved = System.nanoTime();
        } else if (System.nanoTime() - moved > PATIENCE.toNanos()) {
          throw silent(access, partition, at);
        }
      }
    } catch (OffsetOutOfRangeException e) {
      Long next = e.offsetOutOfRangePartitions().get(partition);
      throw TopicGap.expired(source, partition, next == null ? range.from() : next, null);
    } catch (KafkaException e) {
      throw TopicFault.of(access.source(), e);
    }
  }

  private static SourceException silent(TopicAccess access, TopicPartition partition, long at) {
    return SourceException.of(
        access.source().name(),
        "the brokers at %s gave nothing of %s from offset %d on for %d seconds; see to them and run again"
            .formatted(access.source().bootstrap(), partition, at, PATIENCE.toSeconds()),
        new IOException("no answer"));
  }
}
