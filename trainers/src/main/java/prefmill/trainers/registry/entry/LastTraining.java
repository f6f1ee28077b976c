package prefmill.trainers.registry.entry;

import java.util.Map;

/**
 * What the newest adapter of a name was trained on: the measure of what is new since then.
 *
 * @param modelId the adapter, name@version
 * @param datasetName the dataset it was trained on
 * @param datasetVersion that dataset's version
 * @param contentHash that version's content
 * @param sampleCount rows it had over all configs and splits
 * @param rowCounts rows it had by config and split
 */
public record LastTraining(
    String modelId,
    String datasetName,
    int datasetVersion,
    String contentHash,
    long sampleCount,
    Map<String, Map<String, Long>> rowCounts) {

  public LastTraining {
    rowCounts = Map.copyOf(rowCounts);
  }
}
