package prefmill.trainers.jobs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import prefmill.trainers.registry.JsonColumns;
import prefmill.trainers.registry.entry.RegisteredDataset;

/**
 * A training that is wanted.
 *
 * <p>Name, the dataset's content hash and plan hash are its key: the same key is the same job.
 *
 * @param name the adapter to train
 * @param planHash 64 hex digits over everything but the data that decides the adapter: trainer,
 *     method, base model, hyperparameters, seed, code version
 * @param place which machine and device train; no part of the key
 * @param method sft, dpo or kto
 * @param createdBy who asked
 */
public record JobRequest(
    String name,
    RegisteredDataset dataset,
    String planHash,
    String place,
    String trainer,
    String method,
    String baseModel,
    Map<String, Object> hyperparameters,
    String createdBy) {

  /** A training on this machine. */
  public JobRequest(
      String name,
      RegisteredDataset dataset,
      String planHash,
      String trainer,
      String method,
      String baseModel,
      Map<String, Object> hyperparameters,
      String createdBy) {
    this(name, dataset, planHash, "local", trainer, method, baseModel, hyperparameters, createdBy);
  }

  public JobRequest {
    hyperparameters = Collections.unmodifiableMap(new LinkedHashMap<>(hyperparameters));
  }

  /** Makes its job unless there is one; returns the job's id. */
  UUID enter(Handle handle) {
    handle
        .createUpdate(
            """
            insert into prefmill.fine_tuning_jobs (name, dataset_id, dataset_content_hash,
              plan_hash, provider, trainer, method, base_model, hyperparameters, created_by)
            values (:name, :dataset, :content, :plan, :place, :trainer, :method, :base,
              cast(:hyperparameters as jsonb), :creator)
            on conflict (name, dataset_content_hash, plan_hash) do nothing
            """)
        .bind("name", name)
        .bind("dataset", dataset.id())
        .bind("content", dataset.contentHash())
        .bind("plan", planHash)
        .bind("place", place)
        .bind("trainer", trainer)
        .bind("method", method)
        .bind("base", baseModel)
        .bind("hyperparameters", JsonColumns.text(hyperparameters))
        .bind("creator", createdBy)
        .execute();
    return handle
        .createQuery(
            """
            select id from prefmill.fine_tuning_jobs
            where name = :name and dataset_content_hash = :content and plan_hash = :plan
            """)
        .bind("name", name)
        .bind("content", dataset.contentHash())
        .bind("plan", planHash)
        .mapTo(UUID.class)
        .one();
  }

  /** Notes where its job runs, as long as it has not begun. */
  void place(Handle handle, UUID id) {
    handle.execute(
        """
        update prefmill.fine_tuning_jobs set provider = ?, job_id = null
        where id = ? and provider <> ? and status in ('pending', 'validating', 'queued')
        """,
        place,
        id,
        place);
  }
}
