package prefmill.trainers.evaluate.gate;

import java.util.LinkedHashMap;
import java.util.Map;
import prefmill.trainers.registry.live.Evaluation;

/**
 * What the gate says, and the numbers it rests on.
 *
 * @param decision passed, refused or undecidable
 * @param reason one sentence for a person
 * @param pairs how many were compared
 * @param persons on how many persons they rest
 * @param accuracy length-controlled accuracy of the candidate
 * @param baselineAccuracy length-controlled accuracy of the baseline
 * @param lowerBound of their difference, at the level spent; NaN if nothing could be decided
 * @param alphaSpent the level of this look
 * @param look the number of this look at these test rows, from 1
 */
public record GateDecision(
    Evaluation.Decision decision,
    String reason,
    int pairs,
    int persons,
    double accuracy,
    double baselineAccuracy,
    double lowerBound,
    double alphaSpent,
    int look) {

  /** The numbers by the names of the registry. */
  public Map<String, Object> metrics() {
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("reason", reason);
    metrics.put("pairs", pairs);
    metrics.put("persons", persons);
    metrics.put("length_controlled_accuracy", accuracy);
    metrics.put("baseline_length_controlled_accuracy", baselineAccuracy);
    if (!Double.isNaN(lowerBound)) {
      metrics.put("difference_lower_bound", lowerBound);
    }
    metrics.put("alpha_spent", alphaSpent);
    metrics.put("look", look);
    return metrics;
  }
}
