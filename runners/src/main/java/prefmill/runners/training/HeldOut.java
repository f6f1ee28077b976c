package prefmill.runners.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import prefmill.datasets.rows.Split;
import prefmill.trainers.evaluate.AdapterEvaluation;
import prefmill.trainers.evaluate.DemonstrationMetrics;
import prefmill.trainers.evaluate.PairScore;
import prefmill.trainers.evaluate.PreferenceMetrics;

/** The rows of a version that no adapter is trained on, and what they say of one. */
final class HeldOut {
  private final VersionExamples rows;
  private final Split split;

  private HeldOut(VersionExamples rows, Split split) {
    this.rows = rows;
    this.split = split;
  }

  static HeldOut of(VersionExamples rows, Split split) {
    return new HeldOut(rows, split);
  }

  /** How an adapter does against its base model. */
  Measured measure(PlannedTraining planned, Path adapter) throws IOException {
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("split", split.label());
    int maxLength = planned.plan().maxLength();
    try (AdapterEvaluation evaluation =
        AdapterEvaluation.open(planned.baseModel(), adapter, maxLength)) {
      PreferenceMetrics pairs =
          evaluation.preferences(rows.preferences(split), planned.plan().beta());
      metrics.put("pairs", pairs.pairs());
      if (pairs.pairs() > 0) {
        metrics.put("preference_accuracy", pairs.accuracy());
        metrics.put("mean_margin", pairs.meanMargin());
        metrics.put("base_accuracy", pairs.baseAccuracy());
        metrics.put("base_accuracy_per_token", pairs.baseAccuracyPerToken());
      }
      DemonstrationMetrics chats = evaluation.demonstrations(rows.demonstrations(split));
      metrics.put("demonstrations", chats.rows());
      if (chats.rows() > 0) {
        metrics.put("loss", chats.loss());
        metrics.put("base_loss", chats.baseLoss());
        metrics.put("perplexity", chats.perplexity());
        metrics.put("base_perplexity", chats.basePerplexity());
      }
      return new Measured(metrics, pairs.scores());
    }
  }

  /**
   * What was measured.
   *
   * @param metrics by the names of the registry
   * @param scores each pair's
   */
  record Measured(Map<String, Object> metrics, List<PairScore> scores) {}
}
