package prefmill.trainers.jobs;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/**
 * A row of {@code fine_tuning_jobs}; all times are by the database's clock.
 *
 * @param name the adapter that the job trains
 * @param planHash names everything but the data that decides the adapter
 * @param method sft, dpo or kto
 * @param resultingModelId the adapter's row, once the job has succeeded
 * @param fence how many attempts have begun
 * @param stopFence the attempt that was asked to stop behind its next checkpoint
 * @param leaseHolder who runs the attempt, or ran it last
 * @param actualCost of all attempts that have ended; empty where no price was known
 */
public record TrainingJob(
    UUID id,
    String name,
    UUID datasetId,
    String datasetContentHash,
    String planHash,
    String trainer,
    String method,
    String baseModel,
    JobStatus status,
    Map<String, Object> hyperparameters,
    Map<String, Object> trainingMetrics,
    Optional<UUID> resultingModelId,
    long fence,
    Optional<Long> stopFence,
    Optional<String> leaseHolder,
    Optional<Instant> leaseUntil,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> completedAt,
    Optional<String> errorMessage,
    OptionalDouble costEstimate,
    OptionalDouble actualCost) {

  /** Whether its attempt is to stop behind its next checkpoint. */
  public boolean isAskedToStop() {
    return status == JobStatus.RUNNING && stopFence.filter(asked -> asked == fence).isPresent();
  }

  public TrainingJob {
    hyperparameters = Collections.unmodifiableMap(new LinkedHashMap<>(hyperparameters));
    trainingMetrics = Collections.unmodifiableMap(new LinkedHashMap<>(trainingMetrics));
  }
}
