package prefmill.transforms.votes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import prefmill.transforms.check.Flow;
import prefmill.transforms.decisions.Decision;
import prefmill.transforms.event.Facet;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.event.Signal;
import prefmill.transforms.event.Told;
import prefmill.transforms.settled.Evidence;

/** What a curator's word does to the feedback on an answer. */
class ReviewsTest {
  private static final Flow APPROVED = Flow.PLAIN.approved();

  private static MaskedEvent up(String event, String person) {
    return Told.of(event, person).on("m-" + event).at(5).up("a");
  }

  @Test
  void nothingRestsOnWhatACuratorRejects() {
    for (long at : new long[] {1, 9}) {
      Flow.Ended ended =
          Flow.PLAIN.run(up("e1", "u"), Told.by("r", "kim").on("m-e1").at(at).refuses("a"));
      assertThat(ended.rests(), empty());
      assertThat(ended.reason("e1"), is("settle/not_approved"));
      assertThat(ended.reason("r"), is("settle/not_approved"));
    }
  }

  @Test
  void aRejectionLeavesOtherAnswersAlone() {
    Flow.Ended ended =
        Flow.PLAIN.run(
            Told.of("e1", "u").on("m1").corrects("a", "b"),
            Told.of("e2", "v").on("m2").down("c"),
            Told.by("r", "kim").refuses("a"));
    assertThat(ended.pairs(), empty());
    assertThat(ended.reason("e1"), is("settle/not_approved"));
    assertThat(ended.verdicts(), equalTo(Set.of("-c")));
  }

  @Test
  void anApprovalMakesNoRowOfItsOwn() {
    Flow.Ended ended = Flow.PLAIN.run(Told.by("r", "kim").reviews("a"));
    assertThat(ended.rests(), empty());
    assertThat(ended.reason("r"), is("pair/unmatched"));
  }

  @Test
  void aRowRestsOnItsApprovalThatIsNoVote() {
    Flow.Ended ended = Flow.PLAIN.run(up("e1", "u"), Told.by("r", "kim").reviews("a"));
    assertThat(ended.verdicts(), equalTo(Set.of("+a")));
    assertThat(ended.used("r"), is(true));
    assertThat(ended.rows().verdicts().get(0).support(), is(1));
    assertThat(ended.rows().demonstrations().get(0).evidence(), is(Evidence.CURATED));
  }

  @Test
  void aPairIsCuratedWhenAllItsFeedbackIsApproved() {
    MaskedEvent liked = Told.of("e1", "u").on("m1").up("a");
    MaskedEvent disliked = Told.of("e2", "v").on("m2").down("b");
    MaskedEvent one = Told.by("r1", "kim").reviews("a");
    Flow.Ended half = Flow.PLAIN.run(liked, disliked, one);
    assertThat(half.pair().evidence(), is(Evidence.THUMBS_PEOPLE));
    Flow.Ended whole = Flow.PLAIN.run(liked, disliked, one, Told.by("r2", "kim").reviews("b"));
    assertThat(whole.pair().evidence(), is(Evidence.CURATED));
    assertThat(whole.pair().support(), is(2));
    assertThat(whole.pair().supporters(), hasSize(4));
    Flow.Ended corrected =
        Flow.PLAIN.run(
            Told.of("e1", "u").on("m").corrects("a", "b"), Told.by("r", "kim").reviews("a"));
    assertThat(corrected.pair().evidence(), is(Evidence.CURATED));
    assertThat(corrected.pair().correction(), is(true));
  }

  @Test
  void aReviewOfAMessageAloneSpeaksOfTheChoiceUnderIt() {
    MaskedEvent choice = Told.of("e1", "u").on("m").chooses(0, "a", "b");
    Flow.Ended approved = APPROVED.run(choice, Told.by("r", "kim").on("m").reviews(null));
    assertThat(approved.pairs(), equalTo(Set.of("a > b")));
    assertThat(approved.pair().evidence(), is(Evidence.CURATED));
    assertThat(approved.used("r"), is(true));
    Flow.Ended refused = Flow.PLAIN.run(choice, Told.by("r", "kim").on("m").refuses("b"));
    assertThat(refused.reason("e1"), is("settle/not_approved"));
    Flow.Ended elsewhere = Flow.PLAIN.run(choice, Told.by("r", "kim").on("m9").refuses("b"));
    assertThat(elsewhere.pairs(), equalTo(Set.of("a > b")));
    assertThat(Flow.PLAIN.run(choice, Told.by("r", "kim").refuses("a")).pairs(), empty());
  }

  @Test
  void withoutApprovalNothingStaysWhereItIsRequired() {
    Flow.Ended ended =
        APPROVED.run(
            up("e1", "u"),
            Told.of("e2", "v").on("m2").corrects("b", "c"),
            Told.of("e3", "w").on("m3").neutral("a"),
            Told.of("e4", "w").on("m4").chooses(Signal.Choice.TIE, "a", "b"),
            Told.by("own", "kim").chooses(0, "a", "d"));
    assertThat(ended.reason("e1"), is("settle/not_approved"));
    assertThat(ended.reason("e2"), is("settle/not_approved"));
    assertThat(ended.reason("e3"), is("settle/neutral"));
    assertThat(ended.reason("e4"), is("settle/tie"));
    assertThat(ended.pairs(), equalTo(Set.of("a > d")));
    assertThat(ended.rests(), hasSize(1));
  }

  @Test
  void anEditIsACuratedCorrectionThatOthersGiveWayTo() {
    for (Flow flow : List.of(Flow.PLAIN, APPROVED)) {
      Flow.Ended ended =
          flow.run(
              Told.of("e1", "u").on("m").at(7).corrects("a", "b"),
              Told.of("e2", "v").on("m2").corrects("a", "c"),
              Told.by("r", "kim").on("m").at(3).edits("a", "c"));
      assertThat(ended.pairs(), equalTo(Set.of("c > a")));
      assertThat(ended.pair().evidence(), is(Evidence.CURATED));
      assertThat(ended.pair().support(), is(2));
      assertThat(ended.demonstrations(), equalTo(Set.of("c")));
      assertThat(ended.used("r"), is(true));
      assertThat(ended.used("e2"), is(true));
      assertThat(ended.reason("e1"), is("settle/superseded"));
      assertThat(
          ended.outcomes().rejections().stream()
              .filter(r -> r.eventId().equals("e1"))
              .findFirst()
              .orElseThrow()
              .winner(),
          is("r"));
    }
  }

  @Test
  void curatorsSettleByTheirNumber() {
    MaskedEvent no = Told.by("no", "kim").on("m1").refuses("a");
    MaskedEvent yes = Told.by("yes", "lee").on("m2").reviews("a");
    MaskedEvent edit = Told.by("edit", "max").on("m3").edits("a", "b");
    Flow.Ended tied = Flow.PLAIN.run(up("e1", "u"), no, yes);
    assertThat(tied.verdicts(), equalTo(Set.of("+a")));
    assertThat(tied.reason("no"), is("settle/conflict"));
    assertThat(tied.reason("yes"), is("settle/conflict"));
    assertThat(tied.used("yes"), is(false));
    assertThat(APPROVED.run(up("e1", "u"), no, yes).rests(), empty());
    Flow.Ended decided = Flow.PLAIN.run(up("e1", "u"), no, yes, edit);
    assertThat(decided.pairs(), equalTo(Set.of("b > a")));
    assertThat(decided.reason("no"), is("settle/outvoted"));
    MaskedEvent again = Told.by("no2", "kim").on("m9").refuses("a");
    assertThat(Flow.PLAIN.run(no, again, yes, edit).reason("no2"), is("settle/outvoted"));
    MaskedEvent third = Told.by("no3", "ned").refuses("a");
    MaskedEvent fourth = Told.by("no4", "oda").refuses("a");
    Flow.Ended refused = Flow.PLAIN.run(no, edit, third, fourth);
    assertThat(refused.rests(), empty());
    assertThat(refused.reason("edit"), is("settle/outvoted"));
  }

  @Test
  void aCuratorsLatestWordCountsUnlessTakenBack() {
    MaskedEvent no = Told.by("no", "kim").on("m").at(1).refuses("a");
    MaskedEvent yes = Told.by("yes", "kim").on("m").at(2).reviews("a");
    Flow.Ended ended = APPROVED.run(up("e1", "u"), no, yes);
    assertThat(ended.verdicts(), equalTo(Set.of("+a")));
    assertThat(ended.reason("no"), is("settle/superseded"));
    Decision taken =
        new Decision.Retracted(Told.id("kim"), Told.id("m"), Facet.REVIEW, 3, Told.id("x"));
    Flow.Ended back = APPROVED.run(List.of(up("e1", "u"), no, yes), List.of(taken));
    assertThat(back.rests(), empty());
    assertThat(back.reason("yes"), is("settle/retracted"));
    assertThat(back.reason("e1"), is("settle/not_approved"));
  }

  @Test
  void anEditThatChangesNothingOnlyApproves() {
    Flow.Ended ended = APPROVED.run(up("e1", "u"), Told.by("r", "kim").edits("a", "a\n"));
    assertThat(ended.verdicts(), equalTo(Set.of("+a")));
    assertThat(ended.used("r"), is(true));
    Flow.Ended alone = APPROVED.run(Told.by("r", "kim").edits("a", "a\n"));
    assertThat(alone.reason("r"), is("pair/same_text"));
  }

  @Test
  void anEditOverrulesWhoLikedTheAnswerAndAddsNoSupport() {
    Flow.Ended ended =
        Flow.PLAIN.run(
            up("e1", "u"),
            Told.by("k", "kim").edits("a", "b"),
            Told.by("l", "lee").edits("a", "c"),
            Told.of("e2", "v").on("other").down("a"));
    assertThat(ended.pairs(), equalTo(Set.of("b > a", "c > a")));
    assertThat(ended.reason("e1"), is("settle/superseded"));
    assertThat(ended.demonstrations(), equalTo(Set.of("b", "c")));
    ended.rows().pairs().forEach(pair -> assertThat(pair.support(), is(1)));
  }

  @Test
  void aRefusalThatRefusesNothingIsUnmatched() {
    Flow.Ended ended =
        Flow.PLAIN.run(Told.by("k", "kim").refuses("a"), Told.of("e1", "u").on("m-b").up("b"));
    assertThat(ended.reason("k"), is("pair/unmatched"));
    assertThat(ended.verdicts(), equalTo(Set.of("+b")));
  }
}
