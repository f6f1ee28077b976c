package prefmill.pipelines.stream;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * A consumer that begins where the event log stands, whatever its group has committed meanwhile: a
 * job of a killed stream, or of a copy of the log, may go on committing for the same group. Who
 * resumes from a checkpoint seeks there afterwards.
 */
final class ConsumerFromLog extends KafkaConsumer<byte[], byte[]> {
  private final Map<String, Long> starts;

  /**
   * Opens it.
   *
   * @param starts the next offset of each partition by its name, such as feedback-0
   */
  ConsumerFromLog(Map<String, Object> settings, Map<String, Long> starts) {
    super(settings);
    this.starts = starts;
  }

  @Override
  public void assign(Collection<TopicPartition> partitions) {
    super.assign(partitions);
    for (TopicPartition partition : partitions) {
      Long start = starts.get(partition.toString());
      if (start != null) {
        seek(partition, start);
      }
    }
  }
}
