package prefmill.trainers.evaluate.gate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import prefmill.trainers.evaluate.bootstrap.Ratio;

/**
 * What changes in each category of rows. Evidence to read: a category has too few rows to decide
 * by, and many of them are many looks.
 */
public final class CategoryDeltas {
  private CategoryDeltas() {}

  /**
   * Each category's numbers by the names of the registry: of pairs how many, on how many persons,
   * both accuracies (a tie half a point) and their difference; of answers the losses a token.
   *
   * @param pairs by category
   * @param answers by category
   */
  public static SortedMap<String, Map<String, Object>> metrics(
      Map<String, List<ComparedPair>> pairs, Map<String, List<ComparedAnswer>> answers) {
    SortedMap<String, Map<String, Object>> metrics = new TreeMap<>();
    pairs.forEach((category, rows) -> ofPairs(at(metrics, category), rows));
    answers.forEach((category, rows) -> ofAnswers(at(metrics, category), rows));
    return metrics;
  }

  private static Map<String, Object> at(Map<String, Map<String, Object>> metrics, String category) {
    return metrics.computeIfAbsent(category, c -> new LinkedHashMap<>());
  }

  private static void ofPairs(Map<String, Object> metrics, List<ComparedPair> rows) {
    Ratio candidate = new Ratio();
    Ratio baseline = new Ratio();
    rows.forEach(row -> candidate.plus(row.candidate().halves() / 2.0, 1));
    rows.forEach(row -> baseline.plus(row.baseline().halves() / 2.0, 1));
    metrics.put("pairs", rows.size());
    metrics.put("pair_persons", rows.stream().map(ComparedPair::person).distinct().count());
    metrics.put("preference_accuracy", candidate.mean());
    metrics.put("baseline_preference_accuracy", baseline.mean());
    metrics.put("preference_accuracy_difference", candidate.mean() - baseline.mean());
  }

  private static void ofAnswers(Map<String, Object> metrics, List<ComparedAnswer> rows) {
    Ratio candidate = new Ratio();
    Ratio baseline = new Ratio();
    rows.forEach(row -> candidate.plus(-row.logProb(), row.tokens()));
    rows.forEach(row -> baseline.plus(-row.baselineLogProb(), row.tokens()));
    metrics.put("demonstrations", rows.size());
    metrics.put(
        "demonstration_persons", rows.stream().map(ComparedAnswer::person).distinct().count());
    metrics.put("loss", candidate.mean());
    metrics.put("baseline_loss", baseline.mean());
    metrics.put("loss_difference", candidate.mean() - baseline.mean());
  }
}
