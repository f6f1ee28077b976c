package prefmill.pipelines.source.dead;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.source.SourceException;
import prefmill.pipelines.source.SourcePlan;
import prefmill.pipelines.source.SourceReader;
import prefmill.pipelines.source.topic.ReadTopic;
import prefmill.pipelines.source.topic.TopicAccess;
import prefmill.pipelines.source.topic.TopicPlan;
import prefmill.pipelines.source.topic.TopicPosition;
import prefmill.pipelines.source.topic.TopicRange;
import prefmill.pipelines.source.topic.TopicState;

/** Plans what to take back from a source's topic of dead letters. */
public final class ReplayPlan {
  private ReplayPlan() {}

  /** Under which name the log keeps how far a source's dead letters were taken back. */
  public static String positionsOf(String source) {
    return source + " replay";
  }

  /**
   * What came into the topic since the last replay; what it no longer has stays dead.
   *
   * @param last the positions of the last replay
   * @throws SourceException if the topic cannot be read
   */
  public static SourcePlan of(SourcePolicy source, Path folder, Map<String, String> last) {
    TopicAccess access = TopicAccess.of(source.ofDeadLetters(), folder.toAbsolutePath());
    TopicState state = TopicState.of(access);
    List<TopicRange> ranges = new ArrayList<>();
    Map<String, String> positions = new TreeMap<>();
    for (TopicRange held : state.partitions()) {
      String name = held.topicPartition().toString();
      long from = held.from();
      if (last.containsKey(name)) {
        TopicPosition then = TopicPosition.parse(last.get(name));
        boolean same = then.topicId().equals(state.topicId()) && then.next() <= held.to();
        from = same ? Math.max(then.next(), held.from()) : held.from();
      }
      ranges.add(new TopicRange(held.topic(), held.partition(), from, held.to()));
      positions.put(name, new TopicPosition(state.topicId(), held.to()).json());
    }
    TopicPlan plan = new TopicPlan(access, state.topicId(), List.copyOf(ranges), positions);
    return new SourcePlan(
        source,
        SourceReader.preset(source),
        plan.ranges().isEmpty(),
        plan.bytes(),
        positions,
        ReadTopic.of(plan, new ReplayedLetters()));
  }
}
