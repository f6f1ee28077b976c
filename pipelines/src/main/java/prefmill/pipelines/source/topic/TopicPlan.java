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
 * @param ranges what to read of each partition that has something new
 * @param positions how far each partition will have been read, by its name, such as feedback-0
 */
public record TopicPlan(
    TopicAccess access, List<TopicRange> ranges, Map<String, String> positions) {
  // what a topic's records take is known to its brokers only, and not told to every reader
  private static final long RECORD_BYTES = 1 << 10;

  /**
   * Asks the brokers.
   *
   * @param folder the policy's folder
   * @param last the positions of the last run that succeeded; a partition without one is read from
   *     the first record that its topic still has
   * @throws SourceException if the topic cannot be read, or lost records that were not read yet
   */
  public static TopicPlan of(SourcePolicy source, Path folder, Map<String, String> last) {
    TopicAccess access = TopicAccess.of(source, folder);
    TopicState state = TopicState.of(access);
    List<TopicRange> ranges = new ArrayList<>();
    Map<String, String> positions = new TreeMap<>();
    for (TopicRange held : state.partitions()) {
      String name = held.topicPartition().toString();
      long from = held.from();
      if (last.containsKey(name)) {
        from = TopicGap.check(source, state.topicId(), held, TopicPosition.parse(last.get(name)));
      }
      positions.put(name, new TopicPosition(state.topicId(), held.to()).json());
      if (from < held.to()) {
        ranges.add(new TopicRange(held.topic(), held.partition(), from, held.to()));
      }
    }
    return new TopicPlan(access, List.copyOf(ranges), positions);
  }

  /** About how many bytes there are to read. */
  public long bytes() {
    return RECORD_BYTES * ranges.stream().mapToLong(TopicRange::offsets).sum();
  }
}
