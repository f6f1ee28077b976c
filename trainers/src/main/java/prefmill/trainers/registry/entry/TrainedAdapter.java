package prefmill.trainers.registry.entry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a training attempt hands in when it succeeds.
 *
 * @param baseModelSha256 of the base model's weights, 64 hex digits
 * @param baseFilesSha256 of its configuration, tokenizer and chat template, 64 hex digits
 * @param adapterUri the adapter's folder
 * @param adapterSha256 of the adapter's weights file, 64 hex digits
 * @param adapterContentHash of the adapter's rank, scale and numbers, 64 hex digits
 * @param adapterFormat peft or mlx
 * @param trainingMetrics how the training went, kept with the job
 * @param performanceMetrics how the adapter does on held-out rows, kept with the adapter
 */
public record TrainedAdapter(
    String baseModelSha256,
    String baseFilesSha256,
    String adapterUri,
    String adapterSha256,
    String adapterContentHash,
    String adapterFormat,
    Map<String, Object> trainingMetrics,
    Map<String, Object> performanceMetrics) {

  public TrainedAdapter {
    trainingMetrics = Collections.unmodifiableMap(new LinkedHashMap<>(trainingMetrics));
    performanceMetrics = Collections.unmodifiableMap(new LinkedHashMap<>(performanceMetrics));
  }
}
