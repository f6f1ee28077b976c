package prefmill.trainers.registry.live;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import prefmill.trainers.registry.entry.AdapterStatus;

/**
 * What an alias stands for now: a row of the view {@code aliases}.
 *
 * @param alias the name that serving processes ask for
 * @param modelId name@version of the adapter
 * @param baseModel the base model's folder or name
 * @param baseModelSha256 of its weights
 * @param adapterUri the adapter's folder
 * @param adapterSha256 of its weights file
 * @param adapterFormat peft or mlx
 * @param datasetContentHash what it was trained on
 * @param actor who made it live
 * @param evidence the evaluation that it was promoted on
 * @param since when, by the database's clock
 * @param status of the adapter; a tainted one must not be served, whatever stands for it
 */
public record LiveAdapter(
    String alias,
    String modelId,
    String baseModel,
    String baseModelSha256,
    String adapterUri,
    String adapterSha256,
    String adapterFormat,
    String datasetContentHash,
    String actor,
    Optional<UUID> evidence,
    Instant since,
    AdapterStatus status) {}
