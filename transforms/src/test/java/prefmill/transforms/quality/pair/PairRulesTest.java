package prefmill.transforms.quality.pair;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.quality.JudgedPair;
import prefmill.transforms.quality.PairRule;

class PairRulesTest {
  @Test
  void answersAtTheGreatestSimilarityAreDifferentEnough() {
    PairRule rule = new NotDifferentEnough(0.8, 0.98);
    assertThat(judge(rule, "abcdefghij", "abcdefghxy"), is(Optional.empty()));
    assertThat(judge(rule, "abcdefghij", "abcdefgxyz"), is(Optional.empty()));
    assertThat(
        judge(rule, "abcdefghij", "abcdefghix"), is(reason("not_different_enough", 0.9, 0.8)));
  }

  @Test
  void correctionsMayBeMinimal() {
    PairRule rule = new NotDifferentEnough(0.8, 0.98);
    String fifty = "x".repeat(49);
    String hundred = "x".repeat(99);
    assertThat(
        rule.judge(JudgedPair.correction("", fifty + "a", fifty + "b")), is(Optional.empty()));
    assertThat(
        rule.judge(JudgedPair.correction("", hundred + "a", hundred + "b")),
        is(reason("not_different_enough", 0.99, 0.98)));
  }

  @Test
  void theLengthRatioHasNoDirection() {
    PairRule rule = new LengthRatio(3);
    assertThat(judge(rule, "a", "bbb"), is(Optional.empty()));
    assertThat(judge(rule, "😀", "bb"), is(Optional.empty()));
    assertThat(judge(rule, "aa", "bbbbbbb"), is(reason("length_ratio", 3.5, 3.0)));
    assertThat(judge(rule, "bbbbbbb", "aa"), is(reason("length_ratio", 3.5, 3.0)));
    assertThat(judge(rule, "", "bbbb"), is(reason("length_ratio", 4.0, 3.0)));
  }

  @Test
  void theLengthDifferenceHasNoDirection() {
    PairRule rule = new LengthDifference(2);
    assertThat(judge(rule, "a", "bb"), is(Optional.empty()));
    assertThat(judge(rule, "a", "bbb"), is(Optional.empty()));
    assertThat(judge(rule, "a", "bbbb"), is(reason("length_difference", 3.0, 2.0)));
    assertThat(judge(rule, "😀😀😀😀", "b"), is(reason("length_difference", 3.0, 2.0)));
  }

  @Test
  void moreDetailedComparesWords() {
    PairRule rule = new MoreDetailed(1.5);
    assertThat(judge(rule, "one two three four", "one two"), is(Optional.empty()));
    assertThat(judge(rule, "one two three", "one two"), is(Optional.empty()));
    assertThat(judge(rule, "one two", "three four"), is(reason("more_detailed", 1.0, 1.5)));
  }

  @Test
  void aCorrectionOfSpacesChangesNothing() {
    PairRule rule = new CorrectionUnchanged();
    Reason unchanged = Reason.of(Stage.PAIR_QUALITY, "correction_unchanged");
    assertThat(
        rule.judge(JudgedPair.correction("", "the  café\n", "the cafe\u0301")),
        is(Optional.of(unchanged)));
    assertThat(rule.judge(JudgedPair.correction("", "the cafe", "the café")), is(Optional.empty()));
    assertThat(rule.judge(JudgedPair.of("", "the café", "the café")), is(Optional.empty()));
  }

  private static Optional<Reason> judge(PairRule rule, String chosen, String rejected) {
    return rule.judge(JudgedPair.of("prompt", chosen, rejected));
  }

  private static Optional<Reason> reason(String rule, double value, double threshold) {
    return Optional.of(new Reason(Stage.PAIR_QUALITY, rule, value, threshold));
  }
}
