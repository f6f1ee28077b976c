package prefmill.trainers.registry.lineage;

import java.time.Instant;

/**
 * Which dataset version an adapter was trained on, and how.
 *
 * @param modelId name@version of the adapter
 * @param method sft, dpo or kto
 * @param trainer the backend
 * @param status as in the registry
 * @param dataset the dataset's name
 * @param datasetVersion its version
 * @param contentHash of that version
 * @param createdAt when the adapter was entered, by the database's clock
 */
public record AdapterOrigin(
    String modelId,
    String method,
    String trainer,
    String status,
    String dataset,
    int datasetVersion,
    String contentHash,
    Instant createdAt) {}
