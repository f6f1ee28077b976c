package prefmill.pipelines.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
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
import prefmill.pipelines.stream.watch.TopicTail;

/** Looks at a stream and its topics now and then, and tells who asked. */
final class StreamWatch {
  private static final Duration BETWEEN_TOPICS = Duration.ofSeconds(5);

  private final StreamPlan plan;
  private final StreamLanding landing;
  private final Optional<Consumer<StreamFigures>> told;
  private final TopicLag lag = TopicLag.since(Instant.now());
  private final Map<String, Tail> tails = new HashMap<>();
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
    Map<String, Map<String, Long>> passed = passed();
    Duration behind = lag.behind(now, passed);
    told.get().accept(landing.figures(now, running, lag.offsets(passed), behind));
  }

  /** How far the log is past the partitions; offsets behind that hold no message do not count. */
  private Map<String, Map<String, Long>> passed() {
    Map<String, Map<String, Long>> passed = new TreeMap<>();
    landing
        .reached()
        .forEach(
            (source, partitions) -> {
              Map<String, Long> offsets = new TreeMap<>(partitions);
              offsets.replaceAll(
                  (partition, next) -> {
                    Tail tail = tails.get(key(source, partition));
                    return tail != null && tail.isEmptyFrom(next) ? tail.range().to() : next;
                  });
              passed.put(source, offsets);
            });
    return passed;
  }

  /** Asks once what lies behind the log where nothing came since the last look. */
  private Tail tail(StreamSource source, TopicRange held, long next) {
    TopicRange range = new TopicRange(held.topic(), held.partition(), next, held.to());
    Tail before = tails.get(key(source.name(), held.topicPartition().toString()));
    if (before == null || !before.range().equals(range)) {
      return new Tail(range, false);
    }
    boolean isEmpty =
        before.empty() || (next < held.to() && TopicTail.isEmpty(source.access(), range));
    return new Tail(range, isEmpty);
  }

  private static String key(String source, String partition) {
    return source + "/" + partition;
  }

  private void askTopics(Instant now) {
    Map<String, Map<String, Long>> ends = new TreeMap<>();
    try {
      for (StreamSource source : plan.sources()) {
        Map<String, Long> each = new TreeMap<>();
        for (TopicRange held : TopicState.of(source.access()).partitions()) {
          String partition = held.topicPartition().toString();
          Long next = landing.reached().get(source.name()).get(partition);
          // for a partition that came later the stream begins anew
          if (next != null) {
            each.put(partition, held.to());
            tails.put(key(source.name(), partition), tail(source, held, next));
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

  private record Tail(TopicRange range, boolean empty) {
    boolean isEmptyFrom(long next) {
      return empty && range.from() == next;
    }
  }
}
