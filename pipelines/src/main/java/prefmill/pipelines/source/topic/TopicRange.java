package prefmill.pipelines.source.topic;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * A stretch of a partition's offsets.
 *
 * @param topic the topic
 * @param partition the partition's number
 * @param from its first offset
 * @param to the offset after its last; not every offset between need hold a record
 */
public record TopicRange(String topic, int partition, long from, long to) {
  /** The partition. */
  public TopicPartition topicPartition() {
    return new TopicPartition(topic, partition);
  }

  /** How many offsets it has. */
  long offsets() {
    return to - from;
  }

  /** The same in pieces of at most this many offsets. */
  List<TopicRange> cut(long size) {
    List<TopicRange> pieces = new ArrayList<>();
    for (long at = from; at < to; at += size) {
      pieces.add(new TopicRange(topic, partition, at, Math.min(to, at + size)));
    }
    return pieces;
  }
}
