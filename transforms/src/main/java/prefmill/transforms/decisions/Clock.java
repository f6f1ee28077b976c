package prefmill.transforms.decisions;

import java.io.Serializable;
import prefmill.transforms.event.FeedbackEvent;

/**
 * Tells which events claim to come from the future.
 *
 * @param asOf the run's time in microseconds
 */
public record Clock(long asOf) implements Serializable {
  private static final long DAY = 24L * 3600 * 1_000_000;

  /**
   * Whether an event is dated more than 24 hours after it was received, or after the run's time.
   */
  public boolean isAhead(long createdAt, long receivedAt) {
    long latest = receivedAt == FeedbackEvent.NO_TIME ? asOf : receivedAt;
    // a receipt in the last day that a long can tell has no later day
    return latest < Long.MAX_VALUE - DAY && createdAt > latest + DAY;
  }
}
