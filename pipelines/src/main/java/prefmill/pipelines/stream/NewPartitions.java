package prefmill.pipelines.stream;

import java.time.Duration;
import java.time.Instant;
import prefmill.pipelines.source.SourceException;
import prefmill.pipelines.source.topic.TopicRange;
import prefmill.pipelines.source.topic.TopicState;
import prefmill.pipelines.stream.land.StreamPlan;
import prefmill.pipelines.stream.land.StreamSource;

/** Looks now and then whether a topic has partitions that a stream was not planned for. */
final class NewPartitions {
  private final StreamPlan plan;
  private final Duration between;
  private Instant asked = Instant.now();
  private boolean found;

  private NewPartitions(StreamPlan plan, Duration between) {
    this.plan = plan;
    this.between = between;
  }

  static NewPartitions of(StreamPlan plan, Duration between) {
    return new NewPartitions(plan, between);
  }

  /** Looks, if the last look is long enough ago; whether there are any. */
  boolean look() {
    Instant now = Instant.now();
    if (!found && asked.plus(between).isBefore(now)) {
      asked = now;
      found = plan.sources().stream().anyMatch(NewPartitions::hasGrown);
    }
    return found;
  }

  /** Whether some were found. */
  boolean found() {
    return found;
  }

  private static boolean hasGrown(StreamSource source) {
    try {
      for (TopicRange held : TopicState.of(source.access()).partitions()) {
        if (!source.starts().containsKey(held.topicPartition().toString())) {
          return true;
        }
      }
      return false;
    } catch (SourceException e) {
      // brokers that do not answer now are asked again
      return false;
    }
  }
}
