package prefmill.pipelines.run;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as events have them. */
public final class Micros {
  private Micros() {}

  /** Microseconds since 1970. */
  public static long of(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
