package prefmill.trainers.evaluate.gate;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import prefmill.trainers.evaluate.bootstrap.LengthControlled;
import prefmill.trainers.evaluate.bootstrap.PersonBootstrap;
import prefmill.trainers.evaluate.bootstrap.Ratio;
import prefmill.trainers.evaluate.bootstrap.Sums;
import prefmill.trainers.evaluate.gate.ComparedPair.Length;
import prefmill.trainers.evaluate.gate.GateDecision.Evidence;
import prefmill.trainers.registry.live.Evaluation.Decision;

/**
 * Decides whether an adapter is better than the one to beat, on rows that neither was trained on.
 *
 * <p>It passes if the lower bound of the difference, from a bootstrap over persons, lies above 0.
 * Too few persons, or pairs that cannot tell a better adapter from one that only lengthens its
 * answers, are a refusal to decide, not a pass.
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
   * Decides by length-controlled accuracy on pairs; those of equal length are left out.
   *
   * @param looksBefore decisions that rest on the same test rows already
   * @param seed of the bootstrap, derived from what is compared
   */
  public GateDecision decide(List<ComparedPair> pairs, int looksBefore, long seed) {
    Map<String, LengthControlled> byPerson = new TreeMap<>();
    LengthControlled candidate = new LengthControlled();
    LengthControlled baseline = new LengthControlled();
    int rows = 0;
    for (ComparedPair pair : pairs) {
      if (pair.chosen() != Length.EQUAL) {
        boolean longer = pair.chosen() == Length.LONGER;
        byPerson
            .computeIfAbsent(pair.person(), p -> new LengthControlled())
            .add(longer, pair.gain());
        candidate.add(longer, pair.candidate().halves());
        baseline.add(longer, pair.baseline().halves());
        rows++;
      }
    }
    return decision(
        Evidence.PREFERENCE_PAIRS,
        tooFew("held-out pairs of unequal length", byPerson.size())
            .or(() -> uncontrolled(byPerson.values(), rules.spend(looksBefore))),
        rows,
        byPerson.values(),
        LengthControlled::new,
        new double[] {candidate.accuracy(), baseline.accuracy()},
        looksBefore,
        seed);
  }

  /**
   * Decides by the mean log-likelihood a token of answers that people demonstrated: what supervised
   * training is for, where there are no pairs to ask.
   *
   * @param looksBefore decisions that rest on the same test rows already
   * @param seed of the bootstrap, derived from what is compared
   */
  public GateDecision decideByLikelihood(List<ComparedAnswer> answers, int looksBefore, long seed) {
    Map<String, Ratio> byPerson = new TreeMap<>();
    Ratio candidate = new Ratio();
    Ratio baseline = new Ratio();
    for (ComparedAnswer answer : answers) {
      byPerson
          .computeIfAbsent(answer.person(), p -> new Ratio())
          .plus(answer.logProb() - answer.baselineLogProb(), answer.tokens());
      candidate.plus(answer.logProb(), answer.tokens());
      baseline.plus(answer.baselineLogProb(), answer.tokens());
    }
    return decision(
        Evidence.DEMONSTRATIONS,
        tooFew("held-out demonstrations", byPerson.size()),
        answers.size(),
        byPerson.values(),
        Ratio::new,
        new double[] {candidate.mean(), baseline.mean()},
        looksBefore,
        seed);
  }

  private <S extends Sums<S>> GateDecision decision(
      Evidence evidence,
      Optional<String> obstacle,
      int rows,
      Collection<S> persons,
      Supplier<S> none,
      double[] means,
      int looksBefore,
      long seed) {
    double alpha = rules.spend(looksBefore);
    Optional<String> undecidable = obstacle.or(() -> spent(alpha, looksBefore + 1));
    double lower =
        undecidable.isPresent()
            ? Double.NaN
            : PersonBootstrap.of(persons, none, alpha, seed).lowerBound();
    Decision decision =
        undecidable.isPresent()
            ? Decision.UNDECIDABLE
            : lower > 0 ? Decision.PASSED : Decision.REFUSED;
    return new GateDecision(
        decision,
        undecidable.orElseGet(() -> reason(evidence, lower)),
        evidence,
        rows,
        persons.size(),
        means[0],
        means[1],
        lower,
        alpha,
        looksBefore + 1);
  }

  private Optional<String> tooFew(String what, int persons) {
    return persons >= rules.minPersons()
        ? Optional.empty()
        : Optional.of(
            "The %s rest on %d persons; the gate needs %d."
                .formatted(what, persons, rules.minPersons()));
  }

  /** One lucky pair of the rarer kind must not decide what length explains. */
  private Optional<String> uncontrolled(Collection<LengthControlled> persons, double alpha) {
    long longer = persons.stream().filter(LengthControlled::hasLonger).count();
    long shorter = persons.stream().filter(LengthControlled::hasShorter).count();
    int needed = rules.personsOfEachLength(alpha);
    return Math.min(longer, shorter) >= needed
        ? Optional.empty()
        : Optional.of(
            "The chosen answer is the longer one in pairs of %d persons and the shorter one in pairs of %d; this look needs %d of each to tell a better adapter from one that only lengthens its answers."
                .formatted(longer, shorter, needed));
  }

  private static Optional<String> spent(double alpha, int look) {
    return PersonBootstrap.reaches(alpha)
        ? Optional.empty()
        : Optional.of(
            "This is look %d at these test rows, and too little of alpha is left to decide anything: publish a version with other test rows."
                .formatted(look));
  }

  private static String reason(Evidence evidence, double lowerBound) {
    return String.format(
        Locale.ROOT,
        "The lower bound of the gain in %s is %.3f; it must be above 0.",
        evidence == Evidence.PREFERENCE_PAIRS
            ? "length-controlled accuracy"
            : "log-likelihood a token",
        lowerBound);
  }
}
