package prefmill.pipelines.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import prefmill.pipelines.source.SourceException;
import prefmill.pipelines.source.topic.TopicRange;
import prefmill.pipelines.source.topic.TopicState;
import prefmill.pipelines.stream.land.StreamLanding;
import prefmill.pipelines.stream.land.StreamPlan;
import prefmill.pipelines.stream.land.StreamSource;
import prefmill.pipelines.stream.watch.StreamFigures;
import prefmill.pipelines.stream.watch.TopicLag;

/** Looks at a stream and its topics now and then, and tells who asked. */
final class StreamWatch {
  private static final Duration BETWEEN_TOPICS = Duration.ofSeconds(5);

  private final StreamPlan plan;
  private final StreamLanding landing;
  private final Optional<Consumer<StreamFigures>> told;
  private final TopicLag lag = TopicLag.since(Instant.now());
  private Instant asked = Instant.EPOCH;

  private StreamWatch(
      StreamPlan plan, StreamLanding landing, Optional<Consumer<StreamFigures>> told) {
    this.plan = plan;
    this.landing = landing;
    this.told = told;
  }

  static StreamWatch of(
      StreamPlan plan, StreamLanding landing, Optional<Consumer<StreamFigures>> told) {
    return new StreamWatch(plan, landing, told);
  }

  void look(boolean running) {
    if (told.isEmpty()) {
      return;
    }
    Instant now = Instant.now();
    if (running && asked.plus(BETWEEN_TOPICS).isBefore(now)) {
      asked = now;
      askTopics(now);
    }
    Duration behind = lag.behind(now, landing.reached());
    told.get().accept(landing.figures(now, running, lag.offsets(landing.reached()), behind));
  }

  private void askTopics(Instant now) {
    Map<String, Map<String, Long>> ends = new TreeMap<>();
    try {
      for (StreamSource source : plan.sources()) {
        Map<String, Long> each = new TreeMap<>();
        for (TopicRange held : TopicState.of(source.access()).partitions()) {
          String partition = held.topicPartition().toString();
          // a partition that came later is read from the next start on
          if (landing.reached().get(source.name()).containsKey(partition)) {
            each.put(partition, held.to());
          }
        }
        ends.put(source.name(), each);
      }
      lag.observe(now, ends);
    } catch (SourceException e) {
      // brokers that do not answer now: the lag stays as it was, and its age tells
      return;
    }
  }
}
