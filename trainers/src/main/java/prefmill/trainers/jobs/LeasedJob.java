package prefmill.trainers.jobs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
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

  /** The attempt's number, from 1: the name of the only folder it writes to. */
  public long fence() {
    return fence;
  }

  /** How long the hold lasts from each heartbeat. */
  public Duration lease() {
    return lease;
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
                        + "returning status"))
                .bind("seconds", seconds(lease))
                .mapTo(String.class)
                .findOne()
                .map(status -> JobStatus.valueOf(status.toUpperCase(Locale.ROOT)))
                .orElseThrow(this::stale));
  }

  /** Records where the attempt writes, for people who look for its files. */
  public void folder(Path folder) {
    jdbi.useHandle(
        handle ->
            bind(handle.createUpdate(
                    "update prefmill.job_attempts set folder = :folder where job_id = :id and fence = :fence"))
                .bind("folder", folder.toString())
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
          PreparedBatch batch =
              handle.prepareBatch(
                  """
                  insert into prefmill.training_progress (job_id, fence, step, of_steps, epoch, loss,
                    eval_loss, learning_rate, tokens, tokens_per_second, remaining_seconds, cost)
                  values (:id, :fence, :step, :of, :epoch, :loss, :evalLoss, :learningRate, :tokens,
                    :tokensPerSecond, :remainingSeconds, :cost)
                  on conflict do nothing
                  """);
          for (Progress step : steps) {
            batch.bind("id", id).bind("fence", fence).bindMethods(step).add();
          }
          batch.execute();
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
                    adapter_content_hash, base_files_sha256)
                  select resulting_model_id, name, prefmill.next_version(name), base_model, :baseSha,
                    method, id, dataset_content_hash, :uri, :sha, :format, hyperparameters,
                    cast(:performance as jsonb), :contentHash, :baseFiles
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
    end("cancelled", Optional.empty());
  }

  private void end(String status, Optional<String> reason) {
    int changed =
        jdbi.withHandle(
            handle ->
                bind(handle.createUpdate(
                        """
                        update prefmill.fine_tuning_jobs
                        set status = :status, error_message = :reason, lease_until = null,
                          completed_at = clock_timestamp()
                        where status in ('running', 'cancelling') and"""
                            + HELD))
                    .bind("status", status)
                    .bind("reason", reason.orElse(null))
                    .execute());
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
