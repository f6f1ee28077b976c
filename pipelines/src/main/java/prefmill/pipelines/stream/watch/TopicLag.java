package prefmill.pipelines.stream.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/** How far the log is behind the topics, by what their ends were at times before. */
public final class TopicLag {
  // an hour of observations, five seconds apart
  private static final int MOST = 720;

  private final Deque<Observation> observations = new ArrayDeque<>();
  private Instant caughtUp;
  private Map<String, Map<String, Long>> newest = Map.of();

  private TopicLag(Instant start) {
    this.caughtUp = start;
  }

  /** A lag that is counted from a start. */
  public static TopicLag since(Instant start) {
    return new TopicLag(start);
  }

  /** Notes the ends of all partitions, by source and partition. */
  public void observe(Instant at, Map<String, Map<String, Long>> ends) {
    newest = ends;
    observations.addLast(new Observation(at, ends));
    if (observations.size() > MOST) {
      // the oldest but one: how long it has been goes on to be told from the oldest
      Observation oldest = observations.removeFirst();
      observations.removeFirst();
      observations.addFirst(oldest);
    }
  }

  /** Offsets that the log is not past yet, by source, as of the last observation. */
  public Map<String, Long> offsets(Map<String, Map<String, Long>> reached) {
    Map<String, Long> lag = new TreeMap<>();
    newest.forEach((source, ends) -> lag.put(source, missing(ends, reached.get(source))));
    return lag;
  }

  /** How long ago the topics held no more than the log does. */
  public Duration behind(Instant now, Map<String, Map<String, Long>> reached) {
    while (!observations.isEmpty() && observations.getFirst().isReached(reached)) {
      caughtUp = observations.removeFirst().at();
    }
    return Duration.between(caughtUp, now);
  }

  private static long missing(Map<String, Long> ends, Map<String, Long> reached) {
    long missing = 0;
    for (Map.Entry<String, Long> end : ends.entrySet()) {
      missing += Math.max(0, end.getValue() - reached.getOrDefault(end.getKey(), 0L));
    }
    return missing;
  }

  private record Observation(Instant at, Map<String, Map<String, Long>> ends) {
    boolean isReached(Map<String, Map<String, Long>> reached) {
      return ends.entrySet().stream()
          .allMatch(each -> missing(each.getValue(), reached.get(each.getKey())) == 0);
    }
  }
}
