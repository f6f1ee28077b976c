package prefmill.pipelines.stream.land;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import prefmill.pipelines.source.topic.TopicAccess;
import prefmill.pipelines.source.topic.TopicPlan;
import prefmill.pipelines.source.topic.TopicPosition;
import prefmill.pipelines.source.topic.TopicRange;
import prefmill.transforms.parse.preset.Preset;

/**
 * One topic as a stream reads it.
 *
 * @param access how to reach it
 * @param preset how its messages become events
 * @param group the consumer group whose offsets tell others how far the stream is
 * @param topicId the topic's id in its cluster
 * @param starts each partition's first offset to read
 */
public record StreamSource(
    TopicAccess access, Preset preset, String group, String topicId, Map<String, Long> starts)
    implements Serializable {
  /** The source as a plan found it. */
  public static StreamSource of(TopicPlan plan, Preset preset, String dataset) {
    Map<String, Long> starts = new TreeMap<>();
    for (TopicRange partition : plan.partitions()) {
      starts.put(partition.topicPartition().toString(), partition.from());
    }
    String name = plan.access().source().name();
    return new StreamSource(
        plan.access(), preset, "prefmill-" + dataset + "-" + name, plan.topicId(), starts);
  }

  /** The policy's name of it. */
  public String name() {
    return access.source().name();
  }

  /** What is read. */
  public List<TopicPartition> partitions() {
    return starts.keySet().stream().map(this::partition).toList();
  }

  /** The partition of a name such as feedback-0. */
  public TopicPartition partition(String name) {
    int number = Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    return new TopicPartition(access.source().topic(), number);
  }

  String position(long next) {
    return new TopicPosition(topicId, next).json();
  }
}
