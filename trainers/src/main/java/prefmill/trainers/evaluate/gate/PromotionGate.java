package prefmill.trainers.evaluate.gate;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import prefmill.trainers.registry.live.Evaluation.Decision;

/**
 * Decides whether an adapter is better than the one to beat, on pairs that neither was trained on.
 *
 * <p>It passes if the lower bound of the difference in length-controlled accuracy, from a bootstrap
 * over persons, lies above 0. Too few persons, or pairs that cannot tell a better adapter from one
 * that only lengthens its answers, are a refusal to decide, not a pass.
 */
public final class PromotionGate {
  private final GateRules rules;

  private PromotionGate(GateRules rules) {
    this.rules = rules;
  }

  /** A gate with these rules. */
  public static PromotionGate of(GateRules rules) {
    return new PromotionGate(rules);
  }

  /**
   * Decides.
   *
   * @param looksBefore decisions that rest on the same test rows already
   * @param seed of the bootstrap, derived from what is compared
   */
  public GateDecision decide(List<ComparedPair> pairs, int looksBefore, long seed) {
    Map<String, LengthControlled> byPerson = new TreeMap<>();
    LengthControlled candidate = new LengthControlled();
    LengthControlled baseline = new LengthControlled();
    for (ComparedPair pair : pairs) {
      byPerson
          .computeIfAbsent(pair.person(), p -> new LengthControlled())
          .add(pair.chosenLonger(), pair.gain());
      candidate.add(pair.chosenLonger(), pair.candidate().halves());
      baseline.add(pair.chosenLonger(), pair.baseline().halves());
    }
    double alpha = rules.spend(looksBefore);
    int persons = byPerson.size();
    boolean decidable = persons >= rules.minPersons() && candidate.isControlled();
    double lower =
        decidable ? new PersonBootstrap(byPerson.values()).lowerBound(alpha, seed) : Double.NaN;
    Decision decision =
        !decidable ? Decision.UNDECIDABLE : lower > 0 ? Decision.PASSED : Decision.REFUSED;
    return new GateDecision(
        decision,
        reason(decision, persons, lower),
        pairs.size(),
        persons,
        candidate.mean(),
        baseline.mean(),
        lower,
        alpha,
        looksBefore + 1);
  }

  private String reason(Decision decision, int persons, double lowerBound) {
    if (decision != Decision.UNDECIDABLE) {
      return String.format(
          Locale.ROOT,
          "The lower bound of the gain in length-controlled accuracy is %.3f; it must be above 0.",
          lowerBound);
    }
    return persons < rules.minPersons()
        ? "The held-out pairs rest on %d persons; the gate needs %d."
            .formatted(persons, rules.minPersons())
        : "The chosen answers of the held-out pairs are all longer, or none is: nothing tells a better adapter from one that only lengthens its answers.";
  }
}
