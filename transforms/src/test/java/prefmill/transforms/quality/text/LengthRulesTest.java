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
    TooShort rule = new TooShort(3);
    assertThat(
        rule.judge("  😀😀\n"), is(Optional.of(new Reason(Stage.QUALITY, "too_short", 2.0, 3.0))));
    assertThat(rule.judge("😀😀😀"), is(Optional.empty()));
    assertThat(rule.judge("yes!"), is(Optional.empty()));
  }

  @Test
  void tooLongCountsCodePoints() {
    TooLong rule = new TooLong(3);
    assertThat(rule.judge("ab"), is(Optional.empty()));
    assertThat(rule.judge("😀😀😀"), is(Optional.empty()));
    assertThat(
        rule.judge("abcd"), is(Optional.of(new Reason(Stage.QUALITY, "too_long", 4.0, 3.0))));
  }
}
