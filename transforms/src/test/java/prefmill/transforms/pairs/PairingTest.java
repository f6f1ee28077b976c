package prefmill.transforms.pairs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import prefmill.transforms.check.Flow;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.event.Signal;
import prefmill.transforms.event.Told;
import prefmill.transforms.settled.Evidence;

class PairingTest {
  @Test
  void thumbAndCorrectionMakeOnePair() {
    MaskedEvent down = Told.of("e1", "u").on("m").at(1).down("a");
    MaskedEvent correction = Told.of("e2", "u").on("m").at(2).corrects("a", "b");
    Flow.Ended ended = Flow.PLAIN.run(down, correction);
    assertThat(ended.pairs(), equalTo(Set.of("b > a")));
    assertThat(ended.pair().evidence(), is(Evidence.CORRECTION));
    assertThat(ended.pair().support(), is(1));
    assertThat(ended.pair().supporters(), hasSize(2));
    assertThat(ended.demonstrations(), equalTo(Set.of("b")));
    assertThat(ended.verdicts(), empty());
    assertThat(ended.used("e1"), is(true));
    assertThat(Flow.PLAIN.run(correction, down).rows(), equalTo(ended.rows()));
  }

  @Test
  void bothBadSupportsTheSamePersonsCorrection() {
    Flow.Ended ended =
        Flow.PLAIN.run(
            Told.of("e1", "u").on("m").chooses(Signal.Choice.BOTH_BAD, "a", "c"),
            Told.of("e2", "u").on("m").corrects("a", "b"));
    assertThat(ended.pair().supporters(), hasSize(2));
    assertThat(ended.verdicts(), equalTo(Set.of("-c")));
  }

  @Test
  void anothersDislikeOfACorrectedAnswerMakesNoRow() {
    Flow.Ended ended =
        Flow.PLAIN.run(
            Told.of("e1", "u").on("m1").corrects("a", "b"), Told.of("e2", "v").on("m2").down("a"));
    assertThat(ended.pair().supporters(), hasSize(1));
    assertThat(ended.reason("e2"), is("pair/unmatched"));
    assertThat(ended.used("e2"), is(false));
  }

  @Test
  void whatIsCorrectedToItselfSaysNothing() {
    Flow.Ended ended = Flow.PLAIN.run(Told.of("e1", "u").corrects("a", "a\n"));
    assertThat(ended.reason("e1"), is("pair/same_text"));
    assertThat(ended.rests(), empty());
  }

  @Test
  void likedAndDislikedAreZippedByMargin() {
    Flow.Ended ended =
        Flow.PLAIN.run(
            Told.of("e1", "u").on("m1").up("a"),
            Told.of("e2", "v").on("m2").up("a"),
            Told.of("e3", "w").on("m3").up("b"),
            Told.of("e4", "u").on("m4").down("c"));
    assertThat(ended.pairs(), equalTo(Set.of("a > c")));
    assertThat(ended.pair().evidence(), is(Evidence.THUMBS_ONE_PERSON));
    assertThat(ended.pair().support(), is(2));
    assertThat(ended.verdicts(), equalTo(Set.of("+b")));
    assertThat(ended.demonstrations(), equalTo(Set.of("a", "b")));
  }

  @Test
  void differentPersonsAreTrustedLess() {
    Flow.Ended ended =
        Flow.PLAIN.run(Told.of("e1", "u").on("m1").up("a"), Told.of("e2", "v").on("m2").down("b"));
    assertThat(ended.pair().evidence(), is(Evidence.THUMBS_PEOPLE));
  }

  @Test
  void eachAnswerIsZippedOnceAndAtMostFourPairsStay() {
    List<MaskedEvent> events = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      events.add(Told.of("up" + i, "u" + i).on("m" + i).up("good " + i));
      events.add(Told.of("down" + i, "v" + i).on("n" + i).down("bad " + i));
    }
    Flow.Ended ended = Flow.PLAIN.run(events, List.of());
    assertThat(ended.pairs(), hasSize(4));
    Set<Object> answers = new HashSet<>();
    ended
        .rows()
        .pairs()
        .forEach(p -> answers.addAll(List.of(p.chosen().text(), p.rejected().text())));
    assertThat(answers, hasSize(8));
    assertThat(ended.verdicts(), empty());
    assertThat(
        ended.outcomes().rejections().stream()
            .filter(r -> r.reason().rule().equals("overflow"))
            .filter(r -> r.reason().value() == 100 && r.reason().threshold() == 4)
            .count(),
        is(192L));
  }

  @Test
  void betterEvidenceSettlesAContradiction() {
    Flow.Ended ended =
        Flow.PLAIN.run(
            Told.of("e1", "u").on("m1").chooses(1, "a", "b"),
            Told.of("e2", "v").on("m2").up("a"),
            Told.of("e3", "w").on("m3").down("b"));
    assertThat(ended.pairs(), equalTo(Set.of("b > a")));
    assertThat(ended.reason("e3"), is("pair/contradiction"));
    assertThat(ended.used("e2"), is(true));
    assertThat(ended.demonstrations(), equalTo(Set.of("a")));
  }

  @Test
  void equalContradictionsRefuseBoth() {
    Flow.Ended ended =
        Flow.PLAIN.run(
            Told.of("e1", "u").on("m1").corrects("a", "b"),
            Told.of("e2", "v").on("m2").corrects("b", "a"));
    assertThat(ended.pairs(), empty());
    assertThat(ended.reason("e1"), is("pair/contradiction"));
    assertThat(ended.reason("e2"), is("pair/contradiction"));
    Flow.Ended outvoted =
        Flow.PLAIN.run(
            Told.of("e1", "u").on("m1").corrects("a", "b"),
            Told.of("e2", "v").on("m2").corrects("b", "a"),
            Told.of("e3", "w").on("m3").corrects("b", "a"));
    assertThat(outvoted.pairs(), equalTo(Set.of("a > b")));
    assertThat(outvoted.pair().support(), is(2));
  }

  @Test
  void oneRowRestsOnAllTheEvidenceThatAsksForIt() {
    Flow.Ended ended =
        Flow.PLAIN.run(
            Told.of("e1", "u").on("m1").chooses(0, "b", "a"),
            Told.of("e2", "v").on("m2").corrects("a", "b"));
    assertThat(ended.pair().evidence(), is(Evidence.COMPARISON));
    assertThat(ended.pair().support(), is(2));
  }

  @Test
  void aTextBothWantedAndLikedIsOneExample() {
    Flow.Ended ended =
        Flow.PLAIN.run(
            Told.of("e1", "u").on("m1").corrects("a", "b"), Told.of("e2", "v").on("m2").up("b"));
    assertThat(ended.rows().demonstrations(), hasSize(1));
    Demonstration one = ended.rows().demonstrations().get(0);
    assertThat(one.evidence(), is(Evidence.CORRECTION));
    assertThat(one.weight(), is(1_000_000L));
    assertThat(one.supporters(), hasSize(2));
  }

  @Test
  void rowsOfOtherConfigsHaveOtherIds() {
    Flow.Ended ended =
        Flow.PLAIN.run(Told.of("e1", "u").on("m1").up("a"), Told.of("e2", "v").on("m2").up("b"));
    Set<Object> ids = new HashSet<>();
    ended.rests().forEach(r -> ids.add(r.row()));
    assertThat(ids, hasSize(4));
  }
}
