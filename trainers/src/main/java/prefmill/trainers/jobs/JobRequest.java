package prefmill.trainers.jobs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import prefmill.trainers.registry.entry.RegisteredDataset;

/**
 * A training that is wanted.
 *
 * <p>Name, the dataset's content hash and plan hash are its key: the same key is the same job.
 *
 * @param name the adapter to train
 * @param planHash 64 hex digits over everything but the data that decides the adapter: trainer,
 *     method, base model, hyperparameters, seed, code version
 * @param method sft, dpo or kto
 * @param createdBy who asked
 */
public record JobRequest(
    String name,
    RegisteredDataset dataset,
    String planHash,
    String trainer,
    String method,
    String baseModel,
    Map<String, Object> hyperparameters,
    String createdBy) {

  public JobRequest {
    hyperparameters = Collections.unmodifiableMap(new LinkedHashMap<>(hyperparameters));
  }
}
