package prefmill.transforms.votes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.junit.jupiter.api.Test;
import prefmill.transforms.check.Flow;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.event.Signal;
import prefmill.transforms.event.Told;
import prefmill.transforms.outcome.Outcomes;
import prefmill.transforms.pairs.PairRules;

/** What is counted of votes: opinions of persons, and the tallies of the statistics. */
class OpinionsTest {
  private static final Flow WEIGHED =
      new Flow(
          Flow.PLAIN.splits(),
          new VoteRules(1, 1, false, true),
          Flow.LENIENT,
          PairRules.DEFAULT,
          false);

  private static Outcomes.Opinion opinion(String person, boolean agreed) {
    return new Outcomes.Opinion(Told.id(person), agreed);
  }

  private static List<Outcomes.Opinion> opinions(MaskedEvent... events) {
    return WEIGHED.run(events).outcomes().opinions();
  }

  private static Told told(String person) {
    return Told.of("e-" + person, person).on("m-" + person);
  }

  @Test
  void nobodyIsMeasuredUnlessThePolicyAsks() {
    assertThat(Flow.PLAIN.run(told("u").up("a"), told("v").up("a")).outcomes().opinions(), empty());
  }

  @Test
  void aPersonIsComparedWithTheMajorityOfAllOthers() {
    assertThat(opinions(told("u").up("a")), empty());
    assertThat(
        opinions(told("u").up("a"), told("v").down("a")),
        containsInAnyOrder(opinion("u", false), opinion("v", false)));
    assertThat(
        opinions(told("u").up("a"), told("v").up("a"), told("w").down("a")),
        containsInAnyOrder(opinion("w", false)));
    assertThat(
        opinions(told("u").chooses(0, "a", "b"), told("v").chooses(0, "a", "b")),
        containsInAnyOrder(opinion("u", true), opinion("v", true)));
  }

  @Test
  void curatorsOutrankTheMajority() {
    assertThat(
        opinions(told("u").up("a"), told("v").up("a"), Told.by("k", "kim").on("n").down("a")),
        containsInAnyOrder(opinion("u", false), opinion("v", false)));
    assertThat(
        opinions(told("u").up("a"), told("v").up("a"), Told.by("k", "kim").refuses("a")),
        containsInAnyOrder(opinion("u", false), opinion("v", false)));
    assertThat(
        opinions(told("u").up("a"), told("v").down("a"), Told.by("k", "kim").reviews("a")),
        containsInAnyOrder(opinion("u", true), opinion("v", true)));
  }

  @Test
  void talliesCountWhatCountsOnce() {
    MaskedEvent superseded = Told.of("old", "u").on("m-u").at(-5).down("a");
    MaskedEvent up = told("u").up("a");
    List<Outcomes.Tally> tallies =
        Flow.PLAIN
            .run(
                up,
                up,
                superseded,
                told("v").up("a"),
                told("w").down("a"),
                told("x").up("b"),
                told("y").chooses(0, "a", "b", "c"),
                told("z").chooses(Signal.Choice.TIE, "a", "b"))
            .outcomes()
            .tallies();
    assertThat(tallies, hasItem(new Outcomes.Tally("agreement.3.units", 1)));
    assertThat(tallies, hasItem(new Outcomes.Tally("agreement.3.ups", 2)));
    assertThat(tallies, hasItem(new Outcomes.Tally("agreement.3.pairs_unequal", 2)));
    assertThat(tallies, hasItem(new Outcomes.Tally("choices.3.first_won", 1)));
    assertThat(tallies, hasItem(new Outcomes.Tally("choices.ties", 1)));
    assertThat(
        tallies.stream().filter(t -> t.name().equals("votes.answers.decided")).count(), is(2L));
  }
}
