package prefmill.trainers.evaluate.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import prefmill.trainers.evaluate.gate.ComparedPair.Judgement;
import prefmill.trainers.evaluate.gate.ComparedPair.Length;
import prefmill.trainers.registry.live.Evaluation.Decision;

/**
 * Nights without a model: each of so many persons has one pair, and what candidate and baseline
 * make of it is drawn, so that it is known which of them is better. Six chosen answers in ten are
 * the longer ones, unless a night says otherwise.
 */
final class SimulatedNights {
  static final int NIGHTS = 200;
  static final PromotionGate GATE = PromotionGate.of(GateRules.DEFAULT);

  private SimulatedNights() {}

  /** In how many nights the candidate passes, each a first look. */
  static int passed(LongFunction<List<ComparedPair>> night) {
    int passed = 0;
    for (int i = 0; i < NIGHTS; i++) {
      passed += GATE.decide(night.apply(i), 0, i).decision() == Decision.PASSED ? 1 : 0;
    }
    return passed;
  }

  /** The same by the likelihood of demonstrations. */
  static int passedByLikelihood(LongFunction<List<ComparedAnswer>> night) {
    int passed = 0;
    for (int i = 0; i < NIGHTS; i++) {
      Decision decision = GATE.decideByLikelihood(night.apply(i), 0, i).decision();
      passed += decision == Decision.PASSED ? 1 : 0;
    }
    return passed;
  }

  /** Both are right with a probability of their own; without one it moves nothing. */
  static List<ComparedPair> pairs(long seed, int persons, double candidate, double live) {
    SplittableRandom random = new SplittableRandom(seed * 7 + 2);
    List<ComparedPair> pairs = new ArrayList<>();
    for (int i = 0; i < persons; i++) {
      Length chosen = random.nextInt(10) < 6 ? Length.LONGER : Length.SHORTER;
      pairs.add(new ComparedPair("p" + i, chosen, judged(random, candidate), judged(random, live)));
    }
    return pairs;
  }

  /**
   * It prefers whatever is longer, and throws a coin where neither is, against a base model that
   * moves nothing; one pair in twenty is of equal length.
   *
   * @param longer percentage of the others whose chosen answer is the longer one
   * @param faithful with what probability it does so; else it prefers the shorter one
   */
  static List<ComparedPair> lengthening(long seed, int longer, double faithful) {
    SplittableRandom random = new SplittableRandom(seed * 7 + 3);
    List<ComparedPair> pairs = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      Length chosen =
          random.nextInt(20) == 0
              ? Length.EQUAL
              : random.nextInt(100) < longer ? Length.LONGER : Length.SHORTER;
      double right =
          switch (chosen) {
            case LONGER -> faithful;
            case EQUAL -> 0.5;
            case SHORTER -> 1 - faithful;
          };
      pairs.add(new ComparedPair("p" + i, chosen, judged(random, right), Judgement.UNDECIDED));
    }
    return pairs;
  }

  /** Two hundred persons with up to three demonstrations each; a taste of their own, and noise. */
  static List<ComparedAnswer> demonstrations(long seed, double gainPerToken) {
    java.util.Random random = new java.util.Random(seed * 13L + 5);
    List<ComparedAnswer> answers = new ArrayList<>();
    for (int person = 0; person < 200; person++) {
      double taste = random.nextGaussian() * 0.3;
      for (int i = 0; i <= random.nextInt(3); i++) {
        int tokens = 5 + random.nextInt(60);
        double gain = (gainPerToken + taste + random.nextGaussian() * 0.3) * tokens;
        answers.add(new ComparedAnswer("p" + person, tokens, -3 * tokens + gain, -3 * tokens));
      }
    }
    return answers;
  }

  private static Judgement judged(SplittableRandom random, double right) {
    if (Double.isNaN(right)) {
      return Judgement.UNDECIDED;
    }
    return random.nextDouble() < right ? Judgement.RIGHT : Judgement.WRONG;
  }
}
