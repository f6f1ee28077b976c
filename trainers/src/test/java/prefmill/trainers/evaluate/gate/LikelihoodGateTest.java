package prefmill.trainers.evaluate.gate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import prefmill.trainers.evaluate.gate.ComparedPair.Judgement;
import prefmill.trainers.evaluate.gate.ComparedPair.Length;
import prefmill.trainers.registry.live.Evaluation.Decision;

/** The gate by the likelihood of demonstrations, and what categories show. */
class LikelihoodGateTest {
  private static final PromotionGate GATE = PromotionGate.of(GateRules.DEFAULT);

  @Test
  void theBaselineItselfNeverPasses() {
    List<ComparedAnswer> same = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      same.add(new ComparedAnswer("p" + i, 10, -30, -30));
    }
    GateDecision decision = GATE.decideByLikelihood(same, 0, 1);
    assertThat(decision.decision(), is(Decision.REFUSED));
    assertThat(decision.lowerBound(), is(0.0));
    assertThat(decision.metrics().get("log_likelihood"), is(-3.0));
  }

  @Test
  void oneLoudPersonIsOnePersonAndTooFewAreTooFew() {
    List<ComparedAnswer> answers = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      answers.add(new ComparedAnswer("loud", 10, -10, -30));
    }
    assertThat(GATE.decideByLikelihood(answers, 0, 1).decision(), is(Decision.UNDECIDABLE));
    for (int i = 0; i < 40; i++) {
      answers.add(new ComparedAnswer("p" + i, 10, -30, -30));
    }
    GateDecision decision = GATE.decideByLikelihood(answers, 0, 1);
    assertThat(decision.decision(), is(Decision.REFUSED));
    assertThat(decision.reason(), containsString("log-likelihood a token is 0.000"));
  }

  @Test
  void categoriesCountRowsAndPersons() {
    Map<String, Object> billing =
        CategoryDeltas.metrics(
                Map.of(
                    "billing",
                    List.of(
                        new ComparedPair("a", Length.LONGER, Judgement.RIGHT, Judgement.WRONG),
                        new ComparedPair(
                            "a", Length.SHORTER, Judgement.RIGHT, Judgement.UNDECIDED))),
                Map.of("billing", List.of(new ComparedAnswer("b", 4, -4, -8))))
            .get("billing");
    assertThat(billing.get("pairs"), is(2));
    assertThat(billing.get("pair_persons"), is(1L));
    assertThat((double) billing.get("preference_accuracy_difference"), is(closeTo(0.75, 1e-9)));
    assertThat((double) billing.get("loss_difference"), is(closeTo(-1, 1e-9)));
  }
}
