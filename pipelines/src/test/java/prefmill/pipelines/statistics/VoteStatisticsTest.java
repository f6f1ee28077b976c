package prefmill.pipelines.statistics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class VoteStatisticsTest {
  private static Map<Integer, Alpha.Group> groups(int[][] units) {
    Map<Integer, Alpha.Group> groups = new HashMap<>();
    for (int[] unit : units) {
      groups.merge(
          unit[0] + unit[1],
          new Alpha.Group(1, unit[0], (long) unit[0] * unit[1]),
          Alpha.Group::and);
    }
    return groups;
  }

  /** Section A of Krippendorff (2011): ten units, two observers, alpha 0.095. */
  @Test
  void alphaIsThatOfThePaper() {
    int[] meg = {0, 1, 0, 0, 0, 0, 0, 0, 1, 0};
    int[] owen = {1, 1, 1, 0, 0, 1, 0, 0, 0, 0};
    int[][] units = new int[10][];
    for (int i = 0; i < 10; i++) {
      units[i] = new int[] {meg[i] + owen[i], 2 - meg[i] - owen[i]};
    }
    assertThat(Alpha.of(groups(units)), is(OptionalLong.of(95_238)));
  }

  @Test
  void alphaIsOneWhereAllAgreeAndNoneWhereNothingVaries() {
    assertThat(Alpha.of(groups(new int[][] {{3, 0}, {0, 2}})), is(OptionalLong.of(1_000_000)));
    assertThat(Alpha.of(groups(new int[][] {{3, 0}, {2, 0}})), is(OptionalLong.empty()));
    assertThat(Alpha.of(Map.of()), is(OptionalLong.empty()));
    assertThat(Alpha.of(groups(new int[][] {{500, 500}, {7, 990}})).isPresent(), is(true));
  }

  /** The definition itself: coincidences of all ordered pairs of votes, in floating point. */
  @Property(tries = 200)
  void alphaIsOneMinusObservedOverExpectedDisagreement(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 48) Integer> drawn) {
    List<int[]> units = new ArrayList<>();
    for (int d : drawn) {
      if (d % 7 + d / 7 >= 2) {
        units.add(new int[] {d % 7, d / 7});
      }
    }
    double n = 0;
    double ups = 0;
    double observed = 0;
    for (int[] unit : units) {
      double m = unit[0] + unit[1];
      n += m;
      ups += unit[0];
      observed += 2.0 * unit[0] * unit[1] / (m - 1);
    }
    double expected = 2 * ups * (n - ups) / (n - 1);
    OptionalLong alpha = Alpha.of(groups(units.toArray(int[][]::new)));
    if (units.isEmpty() || expected == 0) {
      assertThat(alpha, is(OptionalLong.empty()));
    } else {
      double error = alpha.getAsLong() / 1e6 - (1 - observed / expected);
      assertThat(error, closeTo(0, 1e-6));
    }
  }

  @Test
  void whatTheStepsCountedIsToldByName() {
    Map<String, Long> sums = new HashMap<>();
    sums.put("agreement.2.units", 4L);
    sums.put("agreement.2.ups", 4L);
    sums.put("agreement.2.pairs_unequal", 2L);
    sums.put("votes.answers.decided", 5L);
    sums.put("votes.answers.undecided", 2L);
    sums.put("choices.2.decided", 3L);
    sums.put("choices.2.first_won", 2L);
    sums.put("choices.4.decided", 1L);
    sums.put("choices.ties", 6L);
    sums.put("pairs.overflow_pairs", 8L);
    sums.put("pairs.overflow_contexts", 1L);
    Map<String, Object> statistics = Statistics.of(sums, Map.of());
    assertThat(
        statistics.get("agreement"),
        equalTo(
            Map.of(
                "answers_with_two_or_more_voters", 4L, "krippendorff_alpha_millionths", 125_000L)));
    assertThat(
        statistics.get("conflicts"),
        equalTo(Map.of("answers_decided", 5L, "answers_undecided", 2L)));
    assertThat(
        statistics.get("choices"),
        equalTo(
            Map.of(
                "of_2",
                Map.of("decided", 3L, "first_won", 2L),
                "of_4",
                Map.of("decided", 1L, "first_won", 0L),
                "ties",
                6L)));
    assertThat(
        statistics.get("pairs"), equalTo(Map.of("overflow_pairs", 8L, "overflow_contexts", 1L)));
  }

  @Test
  void gapsOfLengthFallIntoFixedBucketsInOrder() {
    Map<String, Long> sums = new HashMap<>();
    for (long gap : new long[] {-5000, -9, -1, 0, 1, 9, 10, 2999, 3000}) {
      sums.merge(LengthGaps.name(gap), 1L, Long::sum);
    }
    Map<String, Long> histogram = LengthGaps.histogram(sums);
    assertThat(
        histogram.keySet(),
        contains(
            "shorter by 3000 or more",
            "shorter by 1 to 9",
            "equal",
            "longer by 1 to 9",
            "longer by 10 to 29",
            "longer by 1000 to 2999",
            "longer by 3000 or more"));
    assertThat(histogram.get("longer by 1 to 9"), is(2L));
  }
}
