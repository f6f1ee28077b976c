package prefmill.trainers.registry.entry;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A row of {@code model_registry}: one adapter, on what it was trained and how it did.
 *
 * @param version three numbers, as 0.2.0; a new adapter of a name takes the next middle number
 * @param modelId name@version
 * @param method sft, dpo or kto
 * @param adapterFormat peft or mlx
 * @param adapterSha256 of the adapter's weights file
 * @param adapterContentHash of its rank, scale and numbers; empty for one of an earlier version
 * @param baseFilesSha256 of the base model's configuration, tokenizer and chat template; empty for
 *     an adapter of an earlier version
 * @param createdAt when it was entered, by the database's clock
 */
public record RegisteredAdapter(
    UUID id,
    String name,
    String version,
    String modelId,
    String baseModel,
    String baseModelSha256,
    String method,
    UUID fineTuningJobId,
    String datasetContentHash,
    String adapterUri,
    String adapterSha256,
    String adapterFormat,
    AdapterStatus status,
    Map<String, Object> hyperparameters,
    Map<String, Object> performanceMetrics,
    Optional<String> adapterContentHash,
    Optional<String> baseFilesSha256,
    Instant createdAt) {

  public RegisteredAdapter {
    hyperparameters = Collections.unmodifiableMap(new LinkedHashMap<>(hyperparameters));
    performanceMetrics = Collections.unmodifiableMap(new LinkedHashMap<>(performanceMetrics));
  }
}
