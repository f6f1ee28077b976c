package prefmill.transforms.quality.text;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;

class LengthRulesTest {
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\n\t", "\u00A0", "\u200B\uFEFF", "\u0000"})
  void nothingToReadIsEmpty(String text) {
    assertThat(new Empty().judge(text), is(Optional.of(Reason.of(Stage.QUALITY, "empty"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", ".", " 0 ", "👍", "的"})
  void oneVisibleCharacterIsNotEmpty(String text) {
    assertThat(new Empty().judge(text), is(Optional.empty()));
  }

  @Test
  void tooShortCountsCodePointsBetweenTheSpaces() {
    TooShort rule = new TooShort(3, null, null);
    assertThat(
        rule.judge("  😀😀\n"), is(Optional.of(new Reason(Stage.QUALITY, "too_short", 2.0, 3.0))));
    assertThat(rule.judge("😀😀😀"), is(Optional.empty()));
    assertThat(rule.judge("yes!"), is(Optional.empty()));
  }

  @Test
  void tooLongCountsCodePoints() {
    TooLong rule = new TooLong(3, null, null);
    assertThat(rule.judge("ab"), is(Optional.empty()));
    assertThat(rule.judge("😀😀😀"), is(Optional.empty()));
    assertThat(
        rule.judge("abcd"), is(Optional.of(new Reason(Stage.QUALITY, "too_long", 4.0, 3.0))));
  }

  @Test
  void tokensAreCountedWhenATokenizerIsNamed() {
    String four = "hello world, again";
    TooLong atMost = new TooLong(1000, 4, "cl100k_base");
    TooShort atLeast = new TooShort(0, 4, "cl100k_base");
    assertThat(atMost.judge(four), is(Optional.empty()));
    assertThat(atLeast.judge(four), is(Optional.empty()));
    assertThat(
        atMost.judge(four + "!"), is(Optional.of(new Reason(Stage.QUALITY, "too_long", 5.0, 4.0))));
    assertThat(
        atLeast.judge(" hello world, "),
        is(Optional.of(new Reason(Stage.QUALITY, "too_short", 3.0, 4.0))));
    assertThat(new TooLong(1000, 1, "o200k_base").judge("hello"), is(Optional.empty()));
  }
}
