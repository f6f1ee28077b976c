package prefmill.pipelines.stream.land;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import prefmill.pipelines.erase.Erasures;
import prefmill.pipelines.erase.sweep.LogSweep;
import prefmill.pipelines.log.EventLog;

/**
 * Takes out of the log again what a stream's workers had landed of persons who were forgotten
 * before it was entered.
 */
final class ForgottenMeanwhile {
  // longer than a worker may still go by the list as it was
  private static final Duration ON_ITS_WAY = Duration.ofMinutes(1);

  private final EventLog log;
  private final String keyId;
  private final Erasures erasures;
  private long known;
  private Instant until = Instant.EPOCH;

  ForgottenMeanwhile(EventLog log, String keyId) {
    this.log = log;
    this.keyId = keyId;
    this.erasures = Erasures.of(log.folder().toAbsolutePath().getParent());
  }

  /** To be called whenever something was entered. */
  void sweep() throws IOException {
    long newest = erasures.newest();
    Instant now = Instant.now();
    if (newest > known) {
      known = newest;
      until = now.plus(ON_ITS_WAY);
    }
    if (now.isBefore(until)) {
      LogSweep.of(log, keyId).sweep();
    }
  }
}
