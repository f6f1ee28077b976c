package prefmill.trainers.jobs.history;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A row of {@code job_attempts}: one attempt at a job, by the database's clock.
 *
 * @param fence its number, from 1
 * @param holder who ran it
 * @param folder where it wrote; once an adapter stands under its final name it is gone, and what
 *     its program said is kept with the adapter under the name of the folder
 * @param endedAt empty while it runs; of a lost one, its last heartbeat
 * @param cost empty while it runs or where no price was known
 */
public record JobAttempt(
    long fence,
    String holder,
    Optional<String> folder,
    Instant beganAt,
    Optional<Instant> endedAt,
    OptionalDouble cost) {}
