package prefmill.trainers.evaluate.gate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import prefmill.trainers.evaluate.gate.ComparedPair.Judgement;
import prefmill.trainers.registry.live.Evaluation.Decision;

/** The gate over simulated nights: how often it lets through what it must not, and what it must. */
class PromotionGateTest {
  private static final int NIGHTS = 200;
  private static final PromotionGate GATE = PromotionGate.of(GateRules.DEFAULT);

  @Test
  void anAdapterFromShuffledLabelsPassesAtMostOneNightInTwenty() {
    assertThat(
        passed(night -> pairs(night, 500, 0.5, Judgement.UNDECIDED)), is(lessThanOrEqualTo(10)));
  }

  @Test
  void anAdapterNoBetterThanTheLiveOnePassesAtMostOneNightInTwenty() {
    assertThat(passed(night -> twoAdapters(night, 500, 0.7, 0.7)), is(lessThanOrEqualTo(10)));
  }

  @Test
  void theBaseModelItselfNeverPasses() {
    assertThat(passed(night -> pairs(night, 500, Double.NaN, Judgement.UNDECIDED)), is(0));
    assertThat(passed(night -> pairs(night, 500, Double.NaN, null)), is(0));
  }

  @Test
  void tenPointsMoreWithFiveHundredPersonsPassFourNightsInFive() {
    assertThat(
        passed(night -> twoAdapters(night, 500, 0.7, 0.6)),
        is(greaterThanOrEqualTo(NIGHTS * 4 / 5)));
  }

  @Test
  void anAdapterThatOnlyLengthensIsRefused() {
    assertThat(passed(PromotionGateTest::lengthening), is(0));
  }

  @Test
  void tenPersonsAreTooFewHoweverGoodTheAdapter() {
    List<ComparedPair> pairs = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      pairs.add(new ComparedPair("p" + i % 10, i % 3 == 0, Judgement.RIGHT, Judgement.WRONG));
    }
    GateDecision decision = GATE.decide(pairs, 0, 1);
    assertThat(decision.decision(), is(Decision.UNDECIDABLE));
    assertThat(decision.reason(), containsString("rest on 10 persons; the gate needs 30"));
  }

  @Test
  void pairsOfOneKindCannotTellQualityFromLength() {
    List<ComparedPair> pairs = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      pairs.add(new ComparedPair("p" + i, true, Judgement.RIGHT, Judgement.WRONG));
    }
    assertThat(GATE.decide(pairs, 0, 1).decision(), is(Decision.UNDECIDABLE));
  }

  @Test
  void oneLoudPersonIsOnePerson() {
    List<ComparedPair> pairs = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      pairs.add(new ComparedPair("p" + i, i % 2 == 0, Judgement.UNDECIDED, Judgement.UNDECIDED));
    }
    for (int i = 0; i < 5_000; i++) {
      pairs.add(new ComparedPair("loud", i % 2 == 0, Judgement.RIGHT, Judgement.WRONG));
    }
    assertThat(GATE.decide(pairs, 0, 1).decision(), is(Decision.REFUSED));
  }

  @Test
  void aRefusalNeverBecomesAPass() {
    GateDecision passed = GATE.decide(twoAdapters(1, 500, 0.8, 0.5), 0, 1);
    assertThat(passed.decision(), is(Decision.PASSED));
    GateDecision refused = passed.refusedBecause("It leaks.");
    assertThat(refused.decision(), is(Decision.REFUSED));
    assertThat(refused.reason(), is("It leaks."));
    assertThat(
        refused.refusedBecause("The judge minds.").reason(), is("It leaks. The judge minds."));
  }

  @Test
  void everyLookSpendsLess() {
    double spent = 0;
    for (int look = 0; look < 1_000; look++) {
      spent += GateRules.DEFAULT.spend(look);
    }
    assertThat(GateRules.DEFAULT.spend(0), is(closeTo(0.025, 1e-9)));
    assertThat(spent, is(lessThanOrEqualTo(0.05)));
  }

  @Test
  void theSameNumbersWhateverTheOrder() {
    List<ComparedPair> pairs = twoAdapters(7, 100, 0.8, 0.5);
    List<ComparedPair> turned = new ArrayList<>(pairs);
    java.util.Collections.reverse(turned);
    assertThat(GATE.decide(turned, 0, 5), is(GATE.decide(pairs, 0, 5)));
  }

  private static int passed(LongFunction<List<ComparedPair>> night) {
    int passed = 0;
    for (int i = 0; i < NIGHTS; i++) {
      passed += GATE.decide(night.apply(i), 0, i).decision() == Decision.PASSED ? 1 : 0;
    }
    return passed;
  }

  /** A candidate that is right with a probability (a coin's; undecided if none) on all rows. */
  private static List<ComparedPair> pairs(
      long seed, int persons, double right, Judgement baseline) {
    SplittableRandom random = new SplittableRandom(seed * 7 + 1);
    List<ComparedPair> pairs = new ArrayList<>();
    for (int i = 0; i < persons; i++) {
      Judgement live = baseline == null ? judged(random, 0.7) : baseline;
      Judgement candidate = Double.isNaN(right) ? Judgement.UNDECIDED : judged(random, right);
      pairs.add(new ComparedPair("p" + i, random.nextInt(10) < 6, candidate, live));
    }
    return pairs;
  }

  private static List<ComparedPair> twoAdapters(
      long seed, int persons, double candidate, double live) {
    SplittableRandom random = new SplittableRandom(seed * 7 + 2);
    List<ComparedPair> pairs = new ArrayList<>();
    for (int i = 0; i < persons; i++) {
      pairs.add(
          new ComparedPair(
              "p" + i, random.nextInt(10) < 6, judged(random, candidate), judged(random, live)));
    }
    return pairs;
  }

  /** It prefers whatever is longer; three pairs in four have a longer chosen answer. */
  private static List<ComparedPair> lengthening(long seed) {
    SplittableRandom random = new SplittableRandom(seed * 7 + 3);
    List<ComparedPair> pairs = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      boolean longer = random.nextInt(4) > 0;
      pairs.add(
          new ComparedPair(
              "p" + i, longer, longer ? Judgement.RIGHT : Judgement.WRONG, Judgement.UNDECIDED));
    }
    return pairs;
  }

  private static Judgement judged(SplittableRandom random, double right) {
    return random.nextDouble() < right ? Judgement.RIGHT : Judgement.WRONG;
  }
}
