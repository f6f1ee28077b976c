package prefmill.trainers.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import prefmill.trainers.djl.measure.ComparedSequence;

/**
 * What an adapter makes of held-out rows.
 *
 * @param pairs of each pair that is not too long
 * @param demonstrations of each demonstration that is not too long
 */
public record HeldOutScores(List<PairScore> pairs, List<DemonstrationScore> demonstrations) {
  public HeldOutScores {
    pairs = List.copyOf(pairs);
    demonstrations = List.copyOf(demonstrations);
  }

  /** The base model in the adapter's place: it changes nothing. */
  public HeldOutScores base() {
    return new HeldOutScores(
        pairs.stream()
            .map(p -> new PairScore(p.rowId(), p.chosen().base(), p.rejected().base()))
            .toList(),
        demonstrations.stream()
            .map(d -> new DemonstrationScore(d.rowId(), d.answer().base()))
            .toList());
  }

  /**
   * The numbers by the names of the registry; those of rows that are not there are left out.
   *
   * @param beta scales the margins
   */
  public Map<String, Object> metrics(double beta) {
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("pairs", pairs.size());
    List<ComparedSequence> chosen = pairs.stream().map(PairScore::chosen).toList();
    if (!pairs.isEmpty()) {
      PreferenceMetrics preferences = PreferenceMetrics.of(pairs, beta);
      AnswerMetrics answers = AnswerMetrics.of(chosen);
      metrics.put("preference_accuracy", preferences.accuracy());
      metrics.put("mean_margin", preferences.meanMargin());
      metrics.put("base_accuracy", preferences.baseAccuracy());
      metrics.put("base_accuracy_per_token", preferences.baseAccuracyPerToken());
      metrics.put("chosen_loss", answers.loss());
      metrics.put("chosen_perplexity", answers.perplexity());
    }
    List<ComparedSequence> all =
        new ArrayList<>(demonstrations.stream().map(DemonstrationScore::answer).toList());
    metrics.put("demonstrations", all.size());
    if (!all.isEmpty()) {
      AnswerMetrics answers = AnswerMetrics.of(all);
      metrics.put("loss", answers.loss());
      metrics.put("base_loss", answers.baseLoss());
      metrics.put("perplexity", answers.perplexity());
      metrics.put("base_perplexity", answers.basePerplexity());
    }
    all.addAll(chosen);
    if (!all.isEmpty()) {
      metrics.put("kl_to_base", AnswerMetrics.of(all).divergence());
    }
    return metrics;
  }
}
