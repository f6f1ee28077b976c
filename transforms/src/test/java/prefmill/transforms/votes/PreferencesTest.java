package prefmill.transforms.votes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.util.Set;
import org.junit.jupiter.api.Test;
import prefmill.transforms.check.Flow;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.event.Signal;
import prefmill.transforms.event.Told;
import prefmill.transforms.settled.Evidence;

/** What choices and ratings prefer. */
class PreferencesTest {
  @Test
  void theWinnerIsPreferredToEachLoser() {
    Flow.Ended ended = Flow.PLAIN.run(Told.of("e1", "u").chooses(1, "a", "b", "c"));
    assertThat(ended.pairs(), equalTo(Set.of("b > a", "b > c")));
    assertThat(ended.demonstrations(), empty());
    assertThat(ended.verdicts(), empty());
    assertThat(ended.rows().pairs().get(0).evidence(), is(Evidence.COMPARISON));
  }

  @Test
  void aChoiceMayBePartlyOutvoted() {
    Flow.Ended ended =
        Flow.PLAIN.run(
            Told.of("e1", "u").chooses(0, "a", "b", "c"),
            Told.of("e2", "v").chooses(1, "a", "b"),
            Told.of("e3", "w").chooses(1, "a", "b"));
    assertThat(ended.pairs(), equalTo(Set.of("a > c", "b > a")));
    assertThat(ended.reason("e1"), is("settle/outvoted"));
    assertThat(ended.used("e1"), is(true));
  }

  @Test
  void tiesMakeNoPair() {
    Flow.Ended ended = Flow.PLAIN.run(Told.of("e1", "u").chooses(Signal.Choice.TIE, "a", "b"));
    assertThat(ended.reason("e1"), is("settle/tie"));
    assertThat(ended.rests(), empty());
  }

  @Test
  void bothBadDislikesEachCandidateOnce() {
    Flow.Ended ended =
        Flow.PLAIN.run(
            Told.of("e1", "u").on("m1").chooses(Signal.Choice.BOTH_BAD, "a", "b", "a "),
            Told.of("e2", "u").on("m2").chooses(Signal.Choice.BOTH_BAD, "a", "b"));
    assertThat(ended.verdicts(), equalTo(Set.of("-a", "-b")));
    assertThat(ended.rows().verdicts().get(0).support(), is(1));
    assertThat(ended.rows().verdicts().get(0).supporters().size(), is(2));
  }

  @Test
  void aChoiceBetweenEqualTextsSaysNothing() {
    Flow.Ended ended =
        Flow.PLAIN.run(
            Told.of("e1", "u").chooses(0, "a", " a"),
            Told.of("e2", "v").chooses(0, "c", "c ", "d"));
    assertThat(ended.reason("e1"), is("pair/same_text"));
    assertThat(ended.pairs(), equalTo(Set.of("c > d")));
  }

  @Test
  void curatorsAreTrustedMost() {
    Flow.Ended ended = Flow.PLAIN.run(Told.curated("e1").chooses(0, "a", "b"));
    assertThat(ended.pair().evidence(), is(Evidence.CURATED));
    assertThat(ended.pair().supporters().get(0).curated(), is(true));
  }

  @Test
  void twoRatingsByOnePersonAGapApartMakeAPair() {
    Flow.Ended ended =
        Flow.PLAIN.run(
            Told.of("e1", "u").on("m1").rates("a", 4), Told.of("e2", "u").on("m2").rates("b", 2));
    assertThat(ended.pair().evidence(), is(Evidence.RATINGS));
    assertThat(ended.pair().strength(), is(500_000L));
    Flow.Ended close =
        Flow.PLAIN.run(
            Told.of("e1", "u").on("m1").rates("a", 4), Told.of("e2", "u").on("m2").rates("b", 2.1));
    assertThat(close.pairs(), empty());
  }

  @Test
  void aNeutralRatingThatMakesAPairIsUsed() {
    Flow.Ended ended =
        Flow.PLAIN.run(
            Told.of("e1", "u").on("m1").rates("a", 5), Told.of("e2", "u").on("m2").rates("b", 3));
    assertThat(ended.pairs(), equalTo(Set.of("a > b")));
    assertThat(ended.used("e2"), is(true));
  }

  @Test
  void equalRatingsPairAlikeFromBothEnds() {
    Told low = Told.of("low", "u").on("m0");
    MaskedEvent[] up = {
      Told.of("e1", "u").on("m1").rates("b", 3),
      Told.of("e2", "u").on("m2").rates("c", 3),
      Told.of("e3", "u").on("m3").rates("d", 3),
      low.rates("a", 1)
    };
    MaskedEvent[] turned = up.clone();
    turned[3] = low.rates("a", 5);
    var least = Flow.PLAIN.run(up).pair();
    var greatest = Flow.PLAIN.run(turned).pair();
    assertThat(least.chosen(), equalTo(greatest.rejected()));
    assertThat(least.rejected(), equalTo(greatest.chosen()));
  }
}
