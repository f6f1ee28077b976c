package prefmill.trainers.jobs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import prefmill.trainers.registry.JsonColumns;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.registry.entry.TrainedAdapter;

/**
 * One attempt's hold on a job.
 *
 * <p>Every statement asks for the attempt's fencing token and a lease that runs by the database's
 * clock; an attempt that was stopped beyond its lease changes nothing, ever. Safe for use by
 * several threads.
 */
public final class LeasedJob {
  private static final String HELD =
      " id = :id and fence = :fence and lease_until > clock_timestamp() ";

  private final Jdbi jdbi;
  private final UUID id;
  private final long fence;
  private final Duration lease;
  private volatile boolean stopAsked;

  LeasedJob(Jdbi jdbi, UUID id, long fence, Duration lease) {
    this.jdbi = jdbi;
    this.id = id;
    this.fence = fence;
    this.lease = lease;
  }

  /** The job. */
  public UUID id() {
    return id;
  }

  /** The attempt's number, from 1, which every statement of it names. */
  public long fence() {
    return fence;
  }

  /** How long the hold lasts from each heartbeat. */
  public Duration lease() {
    return lease;
  }

  /** Whether the last heartbeat heard that the attempt is to stop behind its next checkpoint. */
  public boolean isAskedToStop() {
    return stopAsked;
  }

  /**
   * Renews the lease.
   *
   * @return running, or cancelling where the attempt is asked to stop
   * @throws StaleLeaseException if the lease has run out or another attempt has begun
   */
  public JobStatus heartbeat() {
    return jdbi.withHandle(
        handle ->
            bind(handle.createQuery(
                    """
                    update prefmill.fine_tuning_jobs
                    set lease_until = clock_timestamp() + make_interval(secs => :seconds),
                      heartbeat_at = clock_timestamp()
                    where status in ('running', 'cancelling') and"""
                        + HELD
                        + "returning status, coalesce(stop_fence = fence, false) as stop"))
                .bind("seconds", seconds(lease))
                .map((row, context) -> heard(row.getString("status"), row.getBoolean("stop")))
                .findOne()
                .orElseThrow(this::stale));
  }

  private JobStatus heard(String status, boolean stop) {
    stopAsked = stop;
    return JobStatus.valueOf(status.toUpperCase(Locale.ROOT));
  }

  /** Records where the attempt writes, for people who look for its files. */
  public void folder(Path folder) {
    String set = "update prefmill.job_attempts set folder = :folder";
    String where = " where job_id = :id and fence = :fence";
    jdbi.useHandle(h -> bind(h.createUpdate(set + where)).bind("folder", "" + folder).execute());
  }

  /** Records under which name the place where it runs knows the attempt, while it holds the job. */
  public void providersName(String name) {
    jdbi.useHandle(
        handle ->
            bind(handle.createUpdate(
                    "update prefmill.fine_tuning_jobs set job_id = :name where" + HELD))
                .bind("name", name)
                .execute());
  }

  /**
   * Records steps; a step recorded again is kept as it was.
   *
   * @throws StaleLeaseException as {@link #heartbeat()}
   */
  public void progress(List<Progress> steps) {
    jdbi.useTransaction(
        handle -> {
          requireHeld(handle);
          Progress.enter(handle, id, fence, steps);
        });
  }

  /**
   * Ends the job with an adapter: its row in {@code model_registry} and the job's last move are one
   * statement, which does nothing unless this attempt still holds the job.
   *
   * @throws StaleLeaseException as {@link #heartbeat()}, or if the job is being cancelled
   */
  public RegisteredAdapter succeed(TrainedAdapter adapter) {
    return jdbi.inTransaction(
        handle -> {
          // Two jobs of one name that end at once take their version numbers one after the other.
          bind(handle.createQuery(
                  """
                  select pg_advisory_xact_lock(hashtextextended('prefmill.model:' || name, 0))
                  from prefmill.fine_tuning_jobs where id = :id and fence = :fence"""))
              .mapToMap()
              .findOne();
          return bind(handle.createQuery(
                  """
                  with won as (
                    update prefmill.fine_tuning_jobs
                    set status = 'succeeded', resulting_model_id = :model,
                      training_metrics = training_metrics || cast(:training as jsonb),
                      lease_until = null,
                      completed_at = clock_timestamp(), error_message = null
                    where status = 'running' and"""
                      + HELD
                      + """
                    returning *)
                  insert into prefmill.model_registry (id, name, version, base_model,
                    base_model_sha256, method, fine_tuning_job_id, dataset_content_hash, adapter_uri,
                    adapter_sha256, adapter_format, hyperparameters, performance_metrics,
                    adapter_content_hash, base_files_sha256, organization)
                  select resulting_model_id, name, prefmill.next_version(name), base_model, :baseSha,
                    method, id, dataset_content_hash, :uri, :sha, :format, hyperparameters,
                    cast(:performance as jsonb), :contentHash, :baseFiles,
                    (select organization from prefmill.training_datasets where id = dataset_id)
                  from won
                  returning *"""))
              .bind("model", UUID.randomUUID())
              .bind("training", JsonColumns.text(adapter.trainingMetrics()))
              .bind("baseSha", adapter.baseModelSha256())
              .bind("uri", adapter.adapterUri())
              .bind("sha", adapter.adapterSha256())
              .bind("format", adapter.adapterFormat())
              .bind("contentHash", adapter.adapterContentHash())
              .bind("baseFiles", adapter.baseFilesSha256())
              .bind("performance", JsonColumns.text(adapter.performanceMetrics()))
              .mapTo(RegisteredAdapter.class)
              .findOne()
              .orElseThrow(this::stale);
        });
  }

  /**
   * Ends the attempt without an adapter.
   *
   * @param reason one sentence for people, without any text of the dataset
   * @throws StaleLeaseException as {@link #heartbeat()}
   */
  public void fail(String reason) {
    end("failed", Optional.of(reason));
  }

  /**
   * Ends the attempt because it was asked to stop.
   *
   * @throws StaleLeaseException as {@link #heartbeat()}
   */
  public void cancelled() {
    end("cancelled", Optional.of("cancelled, as was asked"));
  }

  /**
   * Ends the attempt behind a checkpoint, as it was asked to.
   *
   * @throws StaleLeaseException as {@link #heartbeat()}
   */
  public void stopped() {
    jdbi.useTransaction(
        handle -> {
          String asked = "update prefmill.fine_tuning_jobs set status = 'cancelling' where";
          bind(handle.createUpdate(asked + " status = 'running' and" + HELD)).execute();
          end(handle, "cancelled", Optional.of("stopped behind a checkpoint, as was asked"));
        });
  }

  private void end(String status, Optional<String> reason) {
    jdbi.useHandle(handle -> end(handle, status, reason));
  }

  private void end(Handle handle, String status, Optional<String> reason) {
    int changed =
        bind(handle.createUpdate(
                """
                update prefmill.fine_tuning_jobs
                set status = :status, error_message = :reason, lease_until = null,
                  completed_at = clock_timestamp()
                where status in ('running', 'cancelling') and"""
                    + HELD))
            .bind("status", status)
            .bind("reason", reason.orElse(null))
            .execute();
    if (changed == 0) {
      throw stale();
    }
  }

  private void requireHeld(Handle handle) {
    boolean held =
        bind(handle.createQuery(
                "select id from prefmill.fine_tuning_jobs where status in ('running', 'cancelling') and"
                    + HELD
                    + "for share"))
            .mapTo(UUID.class)
            .findOne()
            .isPresent();
    if (!held) {
      throw stale();
    }
  }

  private <S extends SqlStatement<S>> S bind(S statement) {
    return statement.bind("id", id).bind("fence", fence);
  }

  private StaleLeaseException stale() {
    return new StaleLeaseException(id, fence);
  }

  static double seconds(Duration lease) {
    return lease.toMillis() / 1000.0;
  }
}
