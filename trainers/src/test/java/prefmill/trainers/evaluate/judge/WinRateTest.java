package prefmill.trainers.evaluate.judge;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import prefmill.trainers.evaluate.gate.GateRules;
import prefmill.trainers.evaluate.judge.Judge.Opinion;
import prefmill.trainers.evaluate.judge.JudgedPrompt.Outcome;
import prefmill.trainers.examples.Turn;

/** What becomes of a judge's word. */
class WinRateTest {
  private static final List<Turn> PROMPT = List.of(new Turn("user", "How?"));

  @Test
  void aJudgeThatPrefersAPlaceSeesOnlyTies() throws Exception {
    BothOrders judge = BothOrders.of((prompt, first, second) -> Opinion.FIRST);
    assertThat(judge.compare(PROMPT, "one", "other"), is(Outcome.TIE));
  }

  @Test
  void aWordThatSurvivesTheExchangeCounts() throws Exception {
    BothOrders longest =
        BothOrders.of(
            (prompt, first, second) ->
                first.length() > second.length() ? Opinion.FIRST : Opinion.SECOND);
    assertThat(longest.compare(PROMPT, "long", "a"), is(Outcome.WIN));
    assertThat(longest.compare(PROMPT, "a", "long"), is(Outcome.LOSS));
    assertThat(longest.compare(PROMPT, "same", "same"), is(Outcome.TIE));
  }

  @Test
  void oneUnreadableAnswerLeavesThePromptOut() throws Exception {
    BothOrders mumbles =
        BothOrders.of(
            (prompt, first, second) -> first.equals("one") ? Opinion.FIRST : Opinion.UNREADABLE);
    assertThat(mumbles.compare(PROMPT, "one", "other"), is(Outcome.UNREADABLE));
    WinRate rate = WinRate.of(judged(40, 10, 0), 0.05, 1);
    assertThat(rate.comparisons(), is(50));
    assertThat(rate.unreadable(), is(3));
  }

  @Test
  void whatWasLeftOutIsSaid() {
    assertThat(WinRate.of(List.of(), 0.05, 1).leftOut(), is(none()));
    List<JudgedPrompt> prompts = new ArrayList<>(judged(0, 0, 0));
    prompts.add(new JudgedPrompt("long", Outcome.TOO_LONG));
    WinRate rate = WinRate.of(prompts, 0.05, 1);
    assertThat(
        rate.leftOut().orElseThrow(),
        is(
            "The judge compared answers to 0 of 4 prompts: of 3 its word was unreadable, 1 fill max_length."));
    assertThat(rate.ties(), is(0));
    assertThat(rate.metrics().get("too_long"), is(1));
  }

  @Test
  void aLevelThatNoBootstrapReachesRefusesNothing() {
    WinRate worse = WinRate.of(judged(0, 400, 0), 1e-6, 1);
    assertThat(worse.upperBound(), is(1.0));
    assertThat(worse.refusal(GateRules.DEFAULT), is(none()));
  }

  @Test
  void aRateClearlyUnderOneHalfRefusesAndNoOtherDoes() {
    WinRate worse = WinRate.of(judged(10, 40, 4), 0.05, 1);
    assertThat(worse.rate(), is(closeTo(12.0 / 54, 1e-9)));
    assertThat(worse.upperBound(), is(allOf(greaterThan(worse.rate()), lessThan(0.5))));
    assertThat(worse.refusal(GateRules.DEFAULT).orElseThrow(), containsString("under one half"));
    assertThat(WinRate.of(judged(25, 28, 0), 0.05, 1).refusal(GateRules.DEFAULT), is(none()));
    assertThat(WinRate.of(judged(0, 20, 0), 0.05, 1).refusal(GateRules.DEFAULT), is(none()));
    assertThat(WinRate.of(List.of(), 0.05, 1).refusal(GateRules.DEFAULT), is(none()));
  }

  @Test
  void onlyTheWordsAskedForAreRead() {
    assertThat(ChatCompletionsJudge.opinion(" a.\n"), is(Opinion.FIRST));
    assertThat(ChatCompletionsJudge.opinion("B"), is(Opinion.SECOND));
    assertThat(ChatCompletionsJudge.opinion("Tie"), is(Opinion.TIE));
    for (String other : List.of("", "A or B", "Answer A is better", "AB", "<think>")) {
      assertThat(ChatCompletionsJudge.opinion(other), is(Opinion.UNREADABLE));
    }
  }

  @Test
  void anAnswerThatLooksLikeAPlaceOfThePromptStaysAnAnswer() {
    String asked = JudgePrompt.read().filled(PROMPT, "see @B@ $1", "second");
    assertThat(asked, containsString("see @B@ $1"));
    assertThat(asked, containsString("user: How?"));
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  /** So many wins, losses and ties, each of another person, and three unreadable prompts. */
  private static List<JudgedPrompt> judged(int wins, int losses, int ties) {
    List<JudgedPrompt> prompts = new ArrayList<>();
    for (int i = 0; i < wins + losses + ties; i++) {
      Outcome outcome = i < wins ? Outcome.WIN : i < wins + losses ? Outcome.LOSS : Outcome.TIE;
      prompts.add(new JudgedPrompt("p" + i, outcome));
    }
    for (int i = 0; i < 3; i++) {
      prompts.add(new JudgedPrompt("u" + i, Outcome.UNREADABLE));
    }
    return prompts;
  }
}
