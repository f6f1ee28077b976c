package prefmill.transforms.decisions;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;
import prefmill.transforms.event.FeedbackEvent;

class ClockTest {
  private static final long DAY = 24L * 3600 * 1_000_000;
  private static final Clock CLOCK = new Clock(100);

  @Test
  void aDayAfterReceiptIsStillBelieved() {
    assertThat(CLOCK.isAhead(7 + DAY, 7), is(false));
    assertThat(CLOCK.isAhead(8 + DAY, 7), is(true));
  }

  @Test
  void withoutReceiptTheRunsTimeCounts() {
    assertThat(CLOCK.isAhead(100 + DAY, FeedbackEvent.NO_TIME), is(false));
    assertThat(CLOCK.isAhead(101 + DAY, FeedbackEvent.NO_TIME), is(true));
    assertThat(new Clock(101).isAhead(101 + DAY, FeedbackEvent.NO_TIME), is(false));
  }

  @Test
  void timesAtTheEndsOfTheScaleAreJudgedAlike() {
    assertThat(CLOCK.isAhead(Long.MAX_VALUE, 7), is(true));
    assertThat(CLOCK.isAhead(5, Long.MAX_VALUE), is(false));
    assertThat(CLOCK.isAhead(5, Long.MAX_VALUE - DAY + 1), is(false));
    assertThat(CLOCK.isAhead(Long.MIN_VALUE + 1, 7), is(false));
    assertThat(CLOCK.isAhead(5, Long.MIN_VALUE + 1), is(true));
    assertThat(CLOCK.isAhead(FeedbackEvent.NO_TIME, 7), is(false));
  }
}
