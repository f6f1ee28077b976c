package prefmill.transforms.quality.answer;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.quality.Role;
import prefmill.transforms.quality.TextRule;
import prefmill.transforms.quality.settings.Values;

class AnswerRulesTest {
  private static final TextRule REFUSAL = Refusal.of(Values.of(Refusal.DESCRIPTION, Map.of()));
  private static final TextRule CUT = Truncated.of(Values.of(Truncated.DESCRIPTION, Map.of()));
  private static final TextRule EMPTY_PHRASES =
      Boilerplate.of(Values.of(Boilerplate.DESCRIPTION, Map.of()));
  private static final TextRule MARKUP = Markup.of(Values.of(Markup.DESCRIPTION, Map.of()));
  private static final String LONG =
      "Mix the flour with the sugar. Melt the butter in a small pan, let it cool, and stir it in. "
          + "Fold the eggs into the dough one after the other. Let it rest for an hour in the fridge. "
          + "Roll it out on a floured table. ";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I'm sorry, but I can't help with that request.",
        "Leider kann ich Ihnen dabei nicht helfen.",
        "Je suis désolé, mais je ne peux pas vous aider.",
        "Lo siento, no puedo ayudarte con eso."
      })
  void aRefusalIsNothingToLearn(String text) {
    assertThat(REFUSAL.judge(Role.CHOSEN, text), is(refused("refusal")));
    assertThat(REFUSAL.judge(Role.REJECTED, text), is(Optional.empty()));
    assertThat(REFUSAL.judge(Role.PROMPT, text), is(Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I'm sorry to hear that. Restart the router, then it works.",
        "The answer \"I can't help with that\" is a refusal.",
        "I can't wait to help you with that garden!",
        "I can't answer without the logs. Could you send them?",
        "I can't write the whole essay, but here is an outline: first the question, then two"
            + " examples, then what follows from them.",
        "Dear Ms Lee, I must decline your request, as the budget is spent."
      })
  void helpAfterAnApologyIsNoRefusal(String text) {
    assertThat(REFUSAL.judge(Role.CHOSEN, text), is(Optional.empty()));
  }

  @Test
  void aLongAnswerThatBeginsLikeARefusalIsNone() {
    String refusal = "I can't help with that. ";
    assertThat(new Refusal(24).judge(refusal), is(refused("refusal")));
    assertThat(new Refusal(22).judge(refusal), is(Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Here is the function:\n```python\ndef add(a, b):\n    return a +",
        LONG + "Then bake it in the",
        LONG + "Then bake it, let it cool,",
        LONG + "Then bake the cake for half an ho"
      })
  void anAnswerThatBreaksOffIsTruncated(String text) {
    assertThat(CUT.judge(Role.CHOSEN, text), is(refused("truncated")));
    assertThat(CUT.judge(Role.REJECTED, text), is(Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Paris",
        "Take the tram. It leaves at nine",
        "Here it is:\n```python\nprint(1)\n```",
        "````md\n```\ncode\n```\n````\nThat is all.",
        LONG,
        LONG + "\n- flour\n- butter and sugar",
        LONG + "See https://example.org/the",
        LONG + "\nYours, Ann Smith"
      })
  void anAnswerThatEndsIsWhole(String text) {
    assertThat(CUT.judge(Role.CHOSEN, text), is(Optional.empty()));
  }

  @Test
  void anAnswerOfPhrasesIsBoilerplate() {
    String phrases = "As an AI language model, I have no opinion. I hope this helps!";
    assertThat(
        EMPTY_PHRASES.judge(Role.CHOSEN, phrases),
        is(Optional.of(new Reason(Stage.QUALITY, "boilerplate", 1.0, 0.5))));
    assertThat(EMPTY_PHRASES.judge(Role.REJECTED, phrases), is(Optional.empty()));
    assertThat(EMPTY_PHRASES.judge(LONG + phrases), is(Optional.empty()));
    assertThat(
        EMPTY_PHRASES.judge("You're welcome! Let me know how it goes."), is(Optional.empty()));
  }

  @Test
  void halfBoilerplateIsKeptAndAWordMoreIsNot() {
    TextRule rule = new Boilerplate(0, 0.5);
    assertThat(rule.judge("I hope this helps. It is ten o'clock."), is(Optional.empty()));
    assertThat(
        rule.judge("I hope this helps. It is nine now.").map(Reason::value),
        is(Optional.of(0.545455)));
  }

  @Test
  void aPagesSourceIsMarkup() {
    String page = "<div class=\"a\"><span style=\"b\">Yes</span></div> of course it is &nbsp;";
    assertThat(MARKUP.judge(Role.CHOSEN, page).map(Reason::rule), is(Optional.of("markup")));
    assertThat(MARKUP.judge("Use `<div class=\"a\">` around it."), is(Optional.empty()));
    assertThat(MARKUP.judge("```html\n" + page + "\n```"), is(Optional.empty()));
    assertThat(MARKUP.judge("<!DOCTYPE html><html>" + page + "</html>"), is(Optional.empty()));
    assertThat(MARKUP.judge("If a < b && b > c, then a &lt; c holds too."), is(Optional.empty()));
  }

  private static Optional<Reason> refused(String rule) {
    return Optional.of(Reason.of(Stage.QUALITY, rule));
  }
}
