package prefmill.trainers.registry.entry;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A row of {@code training_datasets}.
 *
 * @param sampleCount rows over all configs and splits
 * @param rowCounts rows by config and split
 * @param exportUrl where the version's folder was when it was entered
 * @param createdAt when it was entered, by the database's clock
 */
public record RegisteredDataset(
    UUID id,
    String name,
    int version,
    DatasetType datasetType,
    DatasetStatus status,
    long sampleCount,
    Map<String, Map<String, Long>> rowCounts,
    String contentHash,
    String exportUrl,
    Instant createdAt) {

  public RegisteredDataset {
    rowCounts = Map.copyOf(rowCounts);
  }
}
