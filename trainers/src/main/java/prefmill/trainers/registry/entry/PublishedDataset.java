package prefmill.trainers.registry.entry;

import java.util.Map;
import java.util.TreeMap;

/**
 * A dataset version as it was published, to be entered in the registry.
 *
 * @param name the dataset's name
 * @param version its number, from 1
 * @param contentHash 64 hex digits from its manifest
 * @param rowCounts rows by config and split, as in its manifest
 * @param exportUrl where its folder is
 */
public record PublishedDataset(
    String name,
    int version,
    DatasetType type,
    String contentHash,
    Map<String, Map<String, Long>> rowCounts,
    String exportUrl) {

  public PublishedDataset {
    Map<String, Map<String, Long>> counts = new TreeMap<>();
    rowCounts.forEach((config, splits) -> counts.put(config, Map.copyOf(splits)));
    rowCounts = Map.copyOf(counts);
  }

  /** Rows over all configs and splits. */
  public long sampleCount() {
    return rowCounts.values().stream()
        .flatMap(splits -> splits.values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }
}
