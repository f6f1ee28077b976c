package prefmill.transforms.quality.pair;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.quality.JudgedPair;

class CorrectionDriftTest {
  private static final CorrectionDrift RULE = new CorrectionDrift(0.3, 10);
  private static final String PROMPT = "Which expenses can freelancers deduct?";
  private static final String ANSWER = "Deduct rent, travel and office expenses from your profit.";
  private static final String RECIPE =
      "Preheat the kitchen oven, knead the yeasty pastry until smooth, sprinkle almonds, raisins"
          + " and cinnamon, butter the baking tins generously, then brush everything gently.";

  @Test
  void aTextPastedIntoTheWrongWindowIsRefused() {
    Reason reason = judge(PROMPT, RECIPE, ANSWER).orElseThrow();
    assertThat(reason.rule(), is("correction_drift"));
    assertThat(reason.value(), is(lessThan(0.3)));
    assertThat(reason.threshold(), is(0.3));
  }

  @Test
  void oneLongWordOfPromptOrAnswerIsEnough() {
    assertThat(judge(PROMPT, RECIPE + " Freelancing!", ANSWER), is(Optional.empty()));
    assertThat(judge(PROMPT, RECIPE + " Profitable!", ANSWER), is(Optional.empty()));
  }

  @Test
  void aShortRightAnswerMayShareNothing() {
    assertThat(judge(PROMPT, "Rent, laptops and train tickets.", ANSWER), is(Optional.empty()));
  }

  @Test
  void onlyCorrectionsAreJudged() {
    assertThat(RULE.judge(JudgedPair.of(PROMPT, RECIPE, ANSWER)), is(Optional.empty()));
  }

  @Test
  void aPairBelowTheLeastStrengthIsWeak() {
    WeakPreference rule = new WeakPreference(0.1);
    assertThat(rule.judge(new JudgedPair("", "a", "b", false, 100_000)), is(Optional.empty()));
    assertThat(
        rule.judge(new JudgedPair("", "a", "b", false, 99_999)),
        is(Optional.of(new Reason(Stage.PAIR_QUALITY, "weak_preference", 0.099999, 0.1))));
  }

  private static Optional<Reason> judge(String prompt, String correction, String answer) {
    return RULE.judge(JudgedPair.correction(prompt, correction, answer));
  }
}
