package prefmill.pipelines.source.topic;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.source.SourceException;

/**
 * What is new in a source's topic, up to end offsets that are fixed here, before anything is read.
 *
 * @param access how to reach it
 * @param topicId the topic's id in its cluster
 * @param partitions what to read of each partition; empty stretches of those without news
 * @param positions how far each partition will have been read, by its name, such as feedback-0
 */
public record TopicPlan(
    TopicAccess access,
    String topicId,
    List<TopicRange> partitions,
    Map<String, String> positions) {
  // what a topic's records take is known to its brokers only, and not told to every reader
  private static final long RECORD_BYTES = 1 << 10;

  /**
   * Asks the brokers.
   *
   * @param folder the policy's folder
   * @param last the positions of the last run that succeeded; of a topic without any, the first
   *     record that it still has is read first
   * @throws SourceException if the topic cannot be read, or lost records that were not read yet
   */
  public static TopicPlan of(SourcePolicy source, Path folder, Map<String, String> last) {
    TopicAccess access = TopicAccess.of(source, folder);
    TopicState state = TopicState.of(access);
    boolean known =
        last.values().stream()
            .anyMatch(then -> TopicPosition.parse(then).topicId().equals(state.topicId()));
    List<TopicRange> ranges = new ArrayList<>();
    Map<String, String> positions = new TreeMap<>();
    for (TopicRange held : state.partitions()) {
      String name = held.topicPartition().toString();
      long from = held.from();
      if (last.containsKey(name)) {
        from = TopicGap.check(source, state.topicId(), held, TopicPosition.parse(last.get(name)));
      } else if (known && from > 0) {
        // it came after the last run, and what it had first is gone
        throw TopicGap.expired(source.name(), held.topicPartition(), 0, from);
      }
      positions.put(name, new TopicPosition(state.topicId(), held.to()).json());
      ranges.add(new TopicRange(held.topic(), held.partition(), from, held.to()));
    }
    return new TopicPlan(access, state.topicId(), List.copyOf(ranges), positions);
  }

  /** What is new. */
  public List<TopicRange> ranges() {
    return partitions.stream().filter(range -> range.offsets() > 0).toList();
  }

  /** About how many bytes there are to read. */
  public long bytes() {
    return RECORD_BYTES * partitions.stream().mapToLong(TopicRange::offsets).sum();
  }
}
