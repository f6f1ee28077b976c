package prefmill.transforms.quality.text;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.quality.settings.Values;
import prefmill.transforms.words.Words;

class RepetitionTest {
  private final Repetition rule = Repetition.of(Values.of(Repetition.DESCRIPTION, Map.of()));

  @Test
  void keepsTextWithoutRepetition() {
    assertThat(rule.judge(words(0, 200)), is(Optional.empty()));
  }

  @Test
  void refusesALoop() {
    Optional<Reason> reason = rule.judge(words(0, 20) + " I am sorry.".repeat(30));
    assertThat(reason.map(Reason::rule), is(Optional.of("repetition")));
  }

  @Test
  void doesNotJudgeShortTexts() {
    assertThat(rule.judge("no ".repeat(49)), is(Optional.empty()));
    assertThat(rule.judge("no ".repeat(50)).isPresent(), is(true));
  }

  @Test
  void refusesRepeatedLinesAboveTheShare() {
    String line = "This very line comes back\n";
    String rest = words(0, 60) + "\n";
    double share = RepeatedLines.share(rest + line.repeat(9));
    assertThat(
        new Repetition(5, share - 0.000_001, rule.maxGrams()).judge(rest + line.repeat(9)),
        is(Optional.of(new Reason(Stage.QUALITY, "repetition", share, share - 0.000_001))));
    assertThat(RepeatedLines.share("one\ntwo\none\n"), is(0.333333));
    assertThat(RepeatedLines.share("+---+\na\n+---+\n"), is(0.0));
  }

  @Test
  void measuresTheMostFrequentGramWithItsSpaces() {
    String text = "ab cd xx ab cd yy ab cd";
    GramShares shares = new GramShares(Words.of(text), text.length());
    assertThat(shares.top(2), is(Math.round(15e6 / 23) / 1e6));
    assertThat(shares.repeats(), is(true));
    assertThat(shares.top(3), is(0.0));
    assertThat(shares.repeats(), is(false));
  }

  @Test
  void measuresRepeatedGramsOnceWhereTheyOverlap() {
    String text = "a b c d e f a b c d e f";
    GramShares shares = new GramShares(Words.of(text), text.length());
    assertThat(shares.duplicate(5), is(Math.round(5e6 / 23) / 1e6));
    assertThat(shares.duplicate(7), is(0.0));
  }

  @Test
  void judgesScriptsWithoutSpaces() {
    String fresh =
        IntStream.range(0x4E00, 0x4E00 + 300)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    assertThat(rule.judge(fresh), is(Optional.empty()));
    assertThat(rule.judge("我不知道该怎么办".repeat(30)).isPresent(), is(true));
  }

  private static String words(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));
  }
}
