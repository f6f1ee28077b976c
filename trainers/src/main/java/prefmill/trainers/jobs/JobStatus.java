package prefmill.trainers.jobs;

import java.util.Locale;

/** Where a training job stands; the database holds which moves are legal. */
public enum JobStatus {
  PENDING,
  VALIDATING,
  QUEUED,
  RUNNING,
  SUCCEEDED,
  FAILED,
  CANCELLING,
  CANCELLED,
  LOST;

  /** The value in the column {@code status}. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }
}
