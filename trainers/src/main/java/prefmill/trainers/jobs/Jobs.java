package prefmill.trainers.jobs;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import prefmill.trainers.registry.JsonColumns;
import prefmill.trainers.registry.Registry;

/**
 * The table {@code fine_tuning_jobs}: asks for trainings, moves them on, hands them out.
 *
 * <p>A job goes pending, validating, queued, running, then succeeded, failed or cancelled; a
 * running one whose lease runs out is lost. The database refuses every other move and keeps a
 * record of each.
 */
public final class Jobs {
  private final Jdbi jdbi;

  private Jobs(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The jobs of a registry. */
  public static Jobs of(Registry registry) {
    Jdbi jdbi = registry.jdbi();
    jdbi.registerRowMapper(ConstructorMapper.factory(TrainingJob.class));
    return new Jobs(jdbi);
  }

  /**
   * The one job for this name, content and plan, made where there is none.
   *
   * <p>One that was left behind is taken up again: a running job whose lease has run out is marked
   * lost and queued, a failed or cancelled one is pending. So it comes back pending, validating or
   * queued (this caller may go on with it), running or cancelling (somebody holds it), or
   * succeeded.
   */
  public TrainingJob request(JobRequest request) {
    return jdbi.inTransaction(
        handle -> {
          UUID id = request.enter(handle);
          markLost(handle, Optional.of(id));
          handle.execute(
              """
              update prefmill.fine_tuning_jobs
              set status = case status when 'lost' then 'queued' else 'pending' end,
                completed_at = null, error_message = null
              where id = ? and status in ('lost', 'failed', 'cancelled')
              """,
              id);
          request.place(handle, id);
          return get(handle, id);
        });
  }

  /** One job. */
  public Optional<TrainingJob> find(UUID id) {
    return jdbi.withHandle(handle -> query(handle, id));
  }

  /** Every job, the newest first. */
  public List<TrainingJob> list() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from prefmill.fine_tuning_jobs order by created_at desc, id")
                .mapTo(TrainingJob.class)
                .list());
  }

  /** The preflight begins; whoever repeats a run may say so again. */
  public TrainingJob validate(UUID id) {
    return move(id, JobStatus.PENDING, JobStatus.VALIDATING);
  }

  /**
   * Keeps what the preflight found with the job.
   *
   * @param found by the names of the report
   * @param cost what the run may cost; empty if unknown
   */
  public void preflight(UUID id, Map<String, Object> found, OptionalDouble cost) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    update prefmill.fine_tuning_jobs
                    set training_metrics = jsonb_build_object('preflight', cast(:found as jsonb)),
                      cost_estimate = :cost
                    where id = :id and status in ('pending', 'validating', 'queued')
                    """)
                .bind("id", id)
                .bind("found", JsonColumns.text(found))
                .bind("cost", cost.isPresent() ? BigDecimal.valueOf(cost.getAsDouble()) : null)
                .execute());
  }

  /** The preflight is passed: the job may be taken. */
  public TrainingJob queue(UUID id) {
    return move(id, JobStatus.VALIDATING, JobStatus.QUEUED);
  }

  /** A job that has not begun cannot be run, and why. */
  public TrainingJob refuse(UUID id, String reason) {
    return jdbi.withHandle(
        handle -> {
          handle.execute(
              """
              update prefmill.fine_tuning_jobs
              set status = 'failed', error_message = ?, completed_at = clock_timestamp()
              where id = ? and status in ('pending', 'validating', 'queued')
              """,
              reason,
              id);
          return get(handle, id);
        });
  }

  /**
   * Ends a job that has not begun or whose holder is gone, and asks the holder of a running one to
   * stop.
   */
  public TrainingJob cancel(UUID id) {
    return jdbi.withHandle(
        handle -> {
          markLost(handle, Optional.of(id));
          handle.execute(
              """
              update prefmill.fine_tuning_jobs
              set status = case status when 'running' then 'cancelling' else 'cancelled' end,
                error_message = 'cancelled, as was asked',
                completed_at = case status when 'running' then null else clock_timestamp() end
              where id = ? and status in ('pending', 'validating', 'queued', 'lost', 'running')
              """,
              id);
          return get(handle, id);
        });
  }

  /**
   * Asks the attempt at a running job to end behind its next checkpoint, and ends a job that has
   * not begun or whose holder is gone. The next run of the same goes on from there.
   */
  public TrainingJob stop(UUID id) {
    return jdbi.withHandle(
        handle -> {
          markLost(handle, Optional.of(id));
          handle.execute(
              """
              update prefmill.fine_tuning_jobs
              set status = case status when 'running' then status else 'cancelled' end,
                stop_fence = case status when 'running' then fence else stop_fence end,
                error_message = case status when 'running' then error_message else 'stopped, as was asked' end,
                completed_at = case status when 'running' then null else clock_timestamp() end
              where id = ? and status in ('pending', 'validating', 'queued', 'lost', 'running')
              """,
              id);
          return get(handle, id);
        });
  }

  /** Marks every job lost that is held by a lease which has run out; returns how many. */
  public int markLost() {
    return jdbi.withHandle(handle -> markLost(handle, Optional.empty()));
  }

  /** Begins an attempt that costs nothing. */
  public Optional<LeasedJob> take(UUID id, String holder, Duration lease) {
    return take(id, holder, lease, OptionalDouble.empty());
  }

  /**
   * Begins an attempt on a queued job; of several that try, one wins.
   *
   * @param holder who runs it: host and process
   * @param lease how long the job stays with the holder without a heartbeat
   * @param costPerHour what the attempt is charged for, from its beginning to its end
   * @return empty if the job is not queued (any more)
   */
  public Optional<LeasedJob> take(
      UUID id, String holder, Duration lease, OptionalDouble costPerHour) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    update prefmill.fine_tuning_jobs
                    set status = 'running', fence = fence + 1, lease_holder = :holder,
                      lease_until = clock_timestamp() + make_interval(secs => :seconds),
                      heartbeat_at = clock_timestamp(), cost_per_hour = :rate,
                      started_at = coalesce(started_at, clock_timestamp())
                    where id = :id and status = 'queued'
                    returning fence
                    """)
                .bind("id", id)
                .bind("holder", holder)
                .bind("seconds", LeasedJob.seconds(lease))
                .bind("rate", costPerHour)
                .mapTo(Long.class)
                .findOne()
                .map(fence -> new LeasedJob(jdbi, id, fence, lease)));
  }

  private TrainingJob move(UUID id, JobStatus from, JobStatus to) {
    return jdbi.withHandle(
        handle -> {
          handle.execute(
              "update prefmill.fine_tuning_jobs set status = ? where id = ? and status = ?",
              to.column(),
              id,
              from.column());
          return get(handle, id);
        });
  }

  private static int markLost(Handle handle, Optional<UUID> only) {
    return handle
        .createUpdate(
            """
            update prefmill.fine_tuning_jobs
            set status = 'lost', completed_at = clock_timestamp(),
              error_message = 'the lease ran out: ' || lease_holder || ' no longer answers'
            where status in ('running', 'cancelling') and lease_until <= clock_timestamp()
              and id = coalesce(cast(:id as uuid), id)
            """)
        .bind("id", only.orElse(null))
        .execute();
  }

  private static TrainingJob get(Handle handle, UUID id) {
    return query(handle, id)
        .orElseThrow(() -> new IllegalArgumentException("there is no training job " + id));
  }

  private static Optional<TrainingJob> query(Handle handle, UUID id) {
    return handle
        .createQuery("select * from prefmill.fine_tuning_jobs where id = :id")
        .bind("id", id)
        .mapTo(TrainingJob.class)
        .findOne();
  }
}
