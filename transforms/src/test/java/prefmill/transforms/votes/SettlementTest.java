package prefmill.transforms.votes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import prefmill.transforms.check.Flow;
import prefmill.transforms.decisions.Decision;
import prefmill.transforms.event.Facet;
import prefmill.transforms.event.FeedbackEvent;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.event.Polarity;
import prefmill.transforms.event.Signal;
import prefmill.transforms.event.Told;

class SettlementTest {
  private static Decision retracted(String person, String message, Facet facet, long at) {
    return new Decision.Retracted(
        Told.id(person), Told.id(message), facet, at, Told.id("retraction"));
  }

  @Test
  void theLatestWordCounts() {
    Flow.Ended ended =
        Flow.PLAIN.run(
            Told.of("e2", "u").on("m").at(2).down("a"), Told.of("e1", "u").on("m").at(1).up("a"));
    assertThat(ended.verdicts(), equalTo(Set.of("-a")));
    assertThat(ended.reason("e1"), is("settle/superseded"));
    assertThat(ended.outcomes().rejections().get(0).winner(), is("e2"));
  }

  @Test
  void ofTwoWordsAtOneTimeTheStableKeyDecides() {
    MaskedEvent up = Told.of("e1", "u").on("m").at(1).up("a");
    MaskedEvent down = Told.of("e2", "u").on("m").at(1).down("a");
    boolean upIsLater = up.keys().event().compareTo(down.keys().event()) > 0;
    Set<String> expected = Set.of(upIsLater ? "+a" : "-a");
    assertThat(Flow.PLAIN.run(up, down).verdicts(), equalTo(expected));
    assertThat(Flow.PLAIN.run(down, up).verdicts(), equalTo(expected));
  }

  @Test
  void anEventWithoutTimeIsOlderThanAll() {
    Flow.Ended ended =
        Flow.PLAIN.run(
            Told.of("e1", "u").on("m").at(FeedbackEvent.NO_TIME).up("a"),
            Told.of("e2", "u").on("m").at(-1_000_000_000_000_000L).down("a"));
    assertThat(ended.verdicts(), equalTo(Set.of("-a")));
  }

  @Test
  void ratingAndThumbAreOneFacet() {
    Flow.Ended ended =
        Flow.PLAIN.run(
            Told.of("e1", "u").on("m").at(1).up("a"),
            Told.of("e2", "u").on("m").at(2).rates("a", 3));
    assertThat(ended.rests(), empty());
    assertThat(ended.reason("e1"), is("settle/superseded"));
    assertThat(ended.reason("e2"), is("settle/neutral"));
  }

  @Test
  void withoutMessageTheAnswerIsTheMessage() {
    Flow.Ended ended =
        Flow.PLAIN.run(Told.of("e1", "u").at(1).up("a"), Told.of("e2", "u").at(2).down(" a\r\n"));
    assertThat(ended.reason("e1"), is("settle/superseded"));
    assertThat(ended.verdicts(), equalTo(Set.of("-a")));
  }

  @Test
  void aPersonHasOneVoteOnAnAnswer() {
    Flow.Ended ended =
        Flow.PLAIN.run(
            Told.of("e1", "u").on("m1").up("a"),
            Told.of("e2", "u").on("m2").up("a"),
            Told.of("e3", "u").on("m3").down("a"),
            Told.of("e4", "v").on("m4").up("a"));
    assertThat(ended.rows().verdicts().get(0).support(), is(2));
    assertThat(ended.reason("e3"), is("settle/outvoted"));
  }

  @Test
  void whoSaysBothHasNoVote() {
    Flow.Ended ended =
        Flow.PLAIN.run(Told.of("e1", "u").on("m1").up("a"), Told.of("e2", "u").on("m2").down("a"));
    assertThat(ended.reason("e1"), is("settle/conflict"));
    assertThat(ended.reason("e2"), is("settle/conflict"));
    assertThat(ended.rests(), empty());
  }

  @Test
  void anonymousEventsArePersonsOfTheirOwn() {
    MaskedEvent[] events = new MaskedEvent[3];
    for (int i = 0; i < 3; i++) {
      events[i] = Told.of("e" + i, "e" + i).up("a");
    }
    assertThat(Flow.PLAIN.run(events).rows().verdicts().get(0).support(), is(3));
  }

  @Test
  void sixHundredAgainstFourHundredDecide() {
    assertThat(crowd(600, 400).pairs(), equalTo(Set.of("a > b")));
    assertThat(crowd(600, 400).pair().support(), is(600 + 10));
    Flow.Ended tied = crowd(500, 500);
    assertThat(tied.pairs(), empty());
    assertThat(
        tied.outcomes().rejections().stream()
            .filter(r -> r.reason().rule().equals("conflict"))
            .count(),
        is(1000L));
  }

  private static Flow.Ended crowd(int ups, int downs) {
    List<MaskedEvent> events = new ArrayList<>();
    for (int i = 0; i < ups + downs; i++) {
      Told told = Told.of("e" + i, "u" + i).on("m" + i);
      events.add(i < ups ? told.up("a") : told.down("a"));
    }
    for (int i = 0; i < 10; i++) {
      events.add(Told.of("b" + i, "v" + i).on("n" + i).down("b"));
    }
    return Flow.PLAIN.run(events, List.of());
  }

  @Test
  void marginAndLeastVotesDecide() {
    MaskedEvent one = Told.of("e1", "u").on("m1").up("a");
    MaskedEvent two = Told.of("e2", "v").on("m2").up("a");
    MaskedEvent against = Told.of("e3", "w").on("m3").down("a");
    assertThat(Flow.PLAIN.votes(2, 1).run(one).reason("e1"), is("settle/conflict"));
    assertThat(Flow.PLAIN.votes(2, 1).run(one, two).verdicts(), equalTo(Set.of("+a")));
    assertThat(Flow.PLAIN.votes(1, 2).run(one, two, against).verdicts(), empty());
    assertThat(Flow.PLAIN.votes(3, 1).run(one, two, against).verdicts(), equalTo(Set.of("+a")));
  }

  @Test
  void aRetractionTakesBackWhatPrecedesIt() {
    List<MaskedEvent> events =
        List.of(Told.of("e1", "u").on("m").at(1).up("a"), Told.of("e2", "v").on("m").at(1).up("b"));
    Flow.Ended ended = Flow.PLAIN.run(events, List.of(retracted("u", "m", null, 2)));
    assertThat(ended.reason("e1"), is("settle/retracted"));
    assertThat(ended.verdicts(), equalTo(Set.of("+b")));
    assertThat(
        Flow.PLAIN.run(events, List.of(retracted("u", "m", null, 0))).verdicts(),
        equalTo(Set.of("+a", "+b")));
  }

  @Test
  void aRetractionOfAFacetLeavesTheOthers() {
    MaskedEvent both =
        Told.of("e1", "u")
            .on("m")
            .at(1)
            .says("a", new Signal.Thumb(Polarity.DOWN), new Signal.Correction("b"));
    Flow.Ended thumb =
        Flow.PLAIN.run(List.of(both), List.of(retracted("u", "m", Facet.POLARITY, 2)));
    assertThat(thumb.pairs(), equalTo(Set.of("b > a")));
    Flow.Ended correction =
        Flow.PLAIN.run(List.of(both), List.of(retracted("u", "m", Facet.CORRECTION, 2)));
    assertThat(correction.verdicts(), equalTo(Set.of("-a")));
    assertThat(correction.demonstrations(), empty());
  }

  @Test
  void supersededIsAskedBeforeRetracted() {
    Flow.Ended ended =
        Flow.PLAIN.run(
            List.of(
                Told.of("e1", "u").on("m").at(1).up("a"),
                Told.of("e2", "u").on("m").at(2).down("a")),
            List.of(retracted("u", "m", null, 3)));
    assertThat(ended.reason("e1"), is("settle/superseded"));
    assertThat(ended.reason("e2"), is("settle/retracted"));
  }

  @Test
  void aRetractionItselfIsAccountedFor() {
    Flow.Ended ended =
        Flow.PLAIN.run(
            Told.of("e1", "u").on("m").consent(false).takesBack(null),
            Told.of("e2", "u").on("m").dropped("email").takesBack(Facet.REVIEW));
    assertThat(ended.reason("e1"), is("settle/retraction"));
    assertThat(ended.reason("e2"), is("settle/retraction"));
  }

  @Test
  void aReviewIsAccountedFor() {
    assertThat(
        Flow.PLAIN.run(Told.of("e1", "u").reviews("a")).outcomes().rejections().stream()
            .map(r -> r.reason().rule())
            .toList(),
        contains("unmatched"));
  }
}
