package prefmill.trainers.evaluate.gate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import prefmill.trainers.evaluate.gate.ComparedPair.Judgement;
import prefmill.trainers.evaluate.gate.ComparedPair.Length;
import prefmill.trainers.registry.live.Evaluation.Decision;

/** What the gate makes of few persons, of one kind of pairs and of late looks. */
class PromotionGateTest {
  private static final PromotionGate GATE = PromotionGate.of(GateRules.DEFAULT);

  @Test
  void tenPersonsAreTooFewHoweverGoodTheAdapter() {
    List<ComparedPair> pairs = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      pairs.add(
          new ComparedPair("p" + i % 10, length(i % 3 == 0), Judgement.RIGHT, Judgement.WRONG));
    }
    GateDecision decision = GATE.decide(pairs, 0, 1);
    assertThat(decision.decision(), is(Decision.UNDECIDABLE));
    assertThat(decision.reason(), containsString("rest on 10 persons; the gate needs 30"));
  }

  @Test
  void pairsOfOneKindCannotTellQualityFromLength() {
    List<ComparedPair> pairs = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      pairs.add(new ComparedPair("p" + i, Length.LONGER, Judgement.RIGHT, Judgement.WRONG));
    }
    assertThat(GATE.decide(pairs, 0, 1).decision(), is(Decision.UNDECIDABLE));
    pairs.add(new ComparedPair("lucky", Length.SHORTER, Judgement.RIGHT, Judgement.UNDECIDED));
    GateDecision lucky = GATE.decide(pairs, 0, 1);
    assertThat(lucky.decision(), is(Decision.UNDECIDABLE));
    assertThat(
        lucky.reason(),
        containsString(
            "the longer one in pairs of 100 persons and the shorter one in pairs of 1; this look needs 10 of each"));
  }

  @Test
  void pairsOfEqualLengthAreOfNeitherKind() {
    List<ComparedPair> pairs = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      Length chosen = i < 10 ? Length.SHORTER : i < 20 ? Length.LONGER : Length.EQUAL;
      pairs.add(new ComparedPair("p" + i, chosen, Judgement.RIGHT, Judgement.WRONG));
    }
    GateDecision decision = GATE.decide(pairs, 0, 1);
    assertThat(decision.rows(), is(20));
    assertThat(decision.reason(), containsString("rest on 20 persons; the gate needs 30"));
  }

  @Test
  void alsoALateLookHasDrawsBeyondItsBound() {
    List<ComparedAnswer> coins = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      coins.add(new ComparedAnswer("p" + i, 1, i % 2, 0));
    }
    double alpha = GateRules.DEFAULT.spend(29);
    double deviations = 3.87; // of the normal distribution at this level
    assertThat(alpha, is(closeTo(5.4e-5, 1e-6)));
    assertThat(
        GATE.decideByLikelihood(coins, 29, 1).lowerBound(),
        is(closeTo(0.5 - deviations * 0.05, 0.011)));
    GateDecision tooLate = GATE.decideByLikelihood(coins, 40, 1);
    assertThat(tooLate.decision(), is(Decision.UNDECIDABLE));
    assertThat(tooLate.reason(), containsString("look 41 at these test rows"));
  }

  @Test
  void aLateLookNeedsMorePersonsOfEachKindThanACoinCanBeLucky() {
    assertThat(GateRules.DEFAULT.personsOfEachLength(GateRules.DEFAULT.spend(0)), is(10));
    assertThat(GateRules.DEFAULT.personsOfEachLength(GateRules.DEFAULT.spend(29)), is(15));
  }

  @Test
  void oneLoudPersonIsOnePerson() {
    List<ComparedPair> pairs = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      pairs.add(
          new ComparedPair("p" + i, length(i % 2 == 0), Judgement.UNDECIDED, Judgement.UNDECIDED));
    }
    for (int i = 0; i < 5_000; i++) {
      pairs.add(new ComparedPair("loud", length(i % 2 == 0), Judgement.RIGHT, Judgement.WRONG));
    }
    assertThat(GATE.decide(pairs, 0, 1).decision(), is(Decision.REFUSED));
  }

  @Test
  void aRefusalNeverBecomesAPass() {
    GateDecision passed = GATE.decide(SimulatedNights.pairs(1, 500, 0.8, 0.5), 0, 1);
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
    List<ComparedPair> pairs = SimulatedNights.pairs(7, 100, 0.8, 0.5);
    List<ComparedPair> turned = new ArrayList<>(pairs);
    java.util.Collections.reverse(turned);
    assertThat(GATE.decide(turned, 0, 5), is(GATE.decide(pairs, 0, 5)));
  }

  private static Length length(boolean longer) {
    return longer ? Length.LONGER : Length.SHORTER;
  }
}
