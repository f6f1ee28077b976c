package prefmill.trainers.jobs;

import java.util.UUID;

/** An attempt that no longer holds its job tried to change it; nothing was changed. */
public final class StaleLeaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StaleLeaseException(UUID job, long fence) {
    super(
        "attempt %d of training job %s no longer holds it (its lease ran out, or the job was cancelled): its result is discarded"
            .formatted(fence, job));
  }
}
