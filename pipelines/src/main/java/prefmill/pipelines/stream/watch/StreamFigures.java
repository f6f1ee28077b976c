package prefmill.pipelines.stream.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * How a stream stands; figures only, nothing of what it lands.
 *
 * @param at when they were taken
 * @param running whether the job runs
 * @param events what landed since the start, redeliveries included
 * @param deadLetters what landed as dead letters since the start
 * @param bytes what was read since the start
 * @param lastEntry when something last came into the log, or the stream began
 * @param segments how many files of events the log has
 * @param lag offsets of each source's topic that the log is not past yet, by the source's name
 * @param behind the log holds all that was in the topics so long ago
 */
public record StreamFigures(
    Instant at,
    boolean running,
    long events,
    long deadLetters,
    long bytes,
    Instant lastEntry,
    long segments,
    Map<String, Long> lag,
    Duration behind) {
  public StreamFigures {
    lag = Map.copyOf(lag);
  }

  /**
   * Whether the stream does its work: its job runs, and where there is a lag something came into
   * the log in this time. A topic without news is no fault.
   */
  public boolean isHealthy(Duration patience) {
    boolean idle = lag.values().stream().allMatch(each -> each == 0);
    return running && (idle || lastEntry.plus(patience).isAfter(at));
  }
}
