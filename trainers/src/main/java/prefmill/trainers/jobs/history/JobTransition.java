package prefmill.trainers.jobs.history;

import java.time.Instant;
import java.util.Optional;

/**
 * A row of {@code job_transitions}: one move of a job.
 *
 * @param fromStatus empty where the job was made
 * @param fence of the attempt that moved it; 0 before the first
 * @param message why, where it failed or was lost
 */
public record JobTransition(
    Optional<String> fromStatus,
    String toStatus,
    long fence,
    Optional<String> holder,
    Optional<String> message,
    Instant at) {}
