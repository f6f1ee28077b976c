package prefmill.pipelines.stream.watch;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicLagTest {
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

  @Test
  void aLogIsAsFarBehindAsTheTopicsHeldNoMoreThanIt() {
    TopicLag lag = TopicLag.since(START);
    lag.observe(at(10), ends(100));
    lag.observe(at(20), ends(150));
    assertThat(lag.offsets(ends(40)), equalTo(Map.of("bus", 110L)));
    assertThat(lag.behind(at(25), ends(40)), is(Duration.ofSeconds(25)));
    assertThat(lag.behind(at(25), ends(100)), is(Duration.ofSeconds(15)));
    assertThat(lag.behind(at(30), ends(149)), is(Duration.ofSeconds(20)));
    assertThat(lag.behind(at(30), ends(150)), is(Duration.ofSeconds(10)));
    assertThat(lag.offsets(ends(170)), equalTo(Map.of("bus", 0L)));
  }

  @Test
  void manyObservationsWithoutAnEntryAreNotKept() {
    TopicLag lag = TopicLag.since(START);
    for (int i = 1; i <= 5_000; i++) {
      lag.observe(at(i), ends(i));
    }
    assertThat(lag.behind(at(5_000), ends(0)), is(Duration.ofSeconds(5_000)));
    assertThat(lag.behind(at(5_000), ends(1)), is(Duration.ofSeconds(4_999)));
    assertThat(lag.behind(at(5_000), ends(4_990)), is(Duration.ofSeconds(10)));
  }

  @Test
  void anIdleTopicIsHealthyAndOneThatIsNotLandedIsNot() {
    Duration patience = Duration.ofSeconds(30);
    assertThat(figures(true, 0, 500).isHealthy(patience), is(true));
    assertThat(figures(true, 5, 29).isHealthy(patience), is(true));
    assertThat(figures(true, 5, 31).isHealthy(patience), is(false));
    assertThat(figures(false, 0, 1).isHealthy(patience), is(false));
  }

  private static StreamFigures figures(boolean running, long lag, long age) {
    Instant entered = START.minusSeconds(age);
    return new StreamFigures(
        START, running, 1, 0, 1, entered, 1, Map.of("bus", lag), Duration.ZERO);
  }

  private static Instant at(int seconds) {
    return START.plusSeconds(seconds);
  }

  private static Map<String, Map<String, Long>> ends(long end) {
    return Map.of("bus", Map.of("feedback-0", end / 2, "feedback-1", end - end / 2));
  }
}
