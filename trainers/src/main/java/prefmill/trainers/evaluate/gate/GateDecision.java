package prefmill.trainers.evaluate.gate;

import java.util.LinkedHashMap;
import java.util.Map;
import prefmill.trainers.registry.live.Evaluation;

/**
 * What the gate says, and the numbers it rests on.
 *
 * @param decision passed, refused or undecidable
 * @param reason a sentence for a person, or several
 * @param evidence what was asked
 * @param rows how many rows were compared
 * @param persons on how many persons they rest
 * @param candidate the candidate's mean
 * @param baseline the baseline's mean
 * @param lowerBound of their difference, at the level spent; NaN if nothing could be decided
 * @param alphaSpent the level of this look
 * @param look the number of this look at these test rows, from 1
 */
public record GateDecision(
    Evaluation.Decision decision,
    String reason,
    Evidence evidence,
    int rows,
    int persons,
    double candidate,
    double baseline,
    double lowerBound,
    double alphaSpent,
    int look) {

  /** What a decision rests on. */
  public enum Evidence {
    /** Length-controlled accuracy on pairs. */
    PREFERENCE_PAIRS("length_controlled_accuracy"),
    /** Mean log-likelihood a token of demonstrated answers. */
    DEMONSTRATIONS("log_likelihood");

    private final String metric;

    Evidence(String metric) {
      this.metric = metric;
    }

    /** Its name in the registry. */
    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** The same, refused for one more reason; a decision never becomes better. */
  public GateDecision refusedBecause(String another) {
    return new GateDecision(
        Evaluation.Decision.REFUSED,
        decision == Evaluation.Decision.REFUSED ? reason + " " + another : another,
        evidence,
        rows,
        persons,
        candidate,
        baseline,
        lowerBound,
        alphaSpent,
        look);
  }

  /** The same with a sentence behind its reason. */
  public GateDecision noting(String sentence) {
    return new GateDecision(
        decision,
        reason + " " + sentence,
        evidence,
        rows,
        persons,
        candidate,
        baseline,
        lowerBound,
        alphaSpent,
        look);
  }

  /** The numbers by the names of the registry. */
  public Map<String, Object> metrics() {
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("reason", reason);
    metrics.put("decided_by", evidence.label());
    metrics.put("rows", rows);
    metrics.put("persons", persons);
    metrics.put(evidence.metric, candidate);
    metrics.put("baseline_" + evidence.metric, baseline);
    if (!Double.isNaN(lowerBound)) {
      metrics.put("difference_lower_bound", lowerBound);
    }
    metrics.put("alpha_spent", alphaSpent);
    metrics.put("look", look);
    return metrics;
  }
}
