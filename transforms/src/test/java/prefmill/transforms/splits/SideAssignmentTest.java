package prefmill.transforms.splits;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import prefmill.transforms.check.Flow;
import prefmill.transforms.decisions.Decision;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.event.Told;

class SideAssignmentTest {
  private static final Flow SIDED = Flow.PLAIN.sided();

  /** The first of u0, u1, ... whom the split puts on a side. */
  private static String person(Side side) {
    int i = 0;
    while (SplitRules.DEFAULT.side(Told.hash(), Told.id("u" + i)) != side) {
      i++;
    }
    return "u" + i;
  }

  @Test
  void sharesAreAsThePolicySays() {
    Map<Side, Integer> drawn = new EnumMap<>(Side.class);
    for (int i = 0; i < 4000; i++) {
      drawn.merge(SplitRules.DEFAULT.side(Told.hash(), Told.id("p" + i)), 1, Integer::sum);
    }
    assertThat(drawn.get(Side.TRAIN) / 4000.0, closeTo(0.8, 0.03));
    assertThat(drawn.get(Side.VALIDATION) / 4000.0, closeTo(0.1, 0.02));
    assertThat(drawn.get(Side.TEST) / 4000.0, closeTo(0.1, 0.02));
  }

  @Test
  void theEarliestEventDecidesAndOthersOnlyVote() {
    MaskedEvent first = Told.of("e1", person(Side.TEST)).on("m1").at(1).up("a");
    MaskedEvent later = Told.of("e2", person(Side.TRAIN)).on("m2").at(2).up("a");
    Flow.Ended ended = SIDED.run(later, first);
    assertThat(ended.rows().side(), is(Side.TEST));
    assertThat(ended.reason("e2"), is("split/straddles"));
    assertThat(ended.rows().verdicts().get(0).support(), is(1));
    assertThat(ended.settled().judged().get(0).votes(), is(2));
  }

  @Test
  void aStraddlersVoteCountsAgainst() {
    Flow.Ended ended =
        SIDED.run(
            Told.of("e1", person(Side.TEST)).on("m1").at(1).up("a"),
            Told.of("e2", person(Side.TRAIN)).on("m2").at(2).down("a"));
    assertThat(ended.rests(), empty());
    assertThat(ended.reason("e1"), is("settle/conflict"));
    assertThat(ended.reason("e2"), is("split/straddles"));
  }

  @Test
  void aConversationKeepsItsOwnersSide() {
    MaskedEvent event = Told.of("e1", person(Side.TRAIN)).in("c").at(1).up("a");
    Flow.Ended ended =
        SIDED.run(List.of(event), List.of(new Decision.Owned(Told.id("c"), Side.TEST)));
    assertThat(ended.rows().side(), is(Side.TEST));
    assertThat(ended.rests(), empty());
    assertThat(ended.reason("e1"), is("split/straddles"));
  }

  @Test
  void aContextOfStraddlersAloneMakesNoRow() {
    Flow.Ended ended =
        SIDED.run(
            List.of(
                Told.of("e1", person(Side.TRAIN)).in("c").at(1).up("a"),
                Told.of("e2", person(Side.TRAIN)).at(2).corrects("a", "b")),
            List.of(new Decision.Owned(Told.id("c"), Side.TEST)));
    assertThat(ended.rests(), empty());
    assertThat(ended.sided().straddlers().size(), is(2));
  }

  @Test
  void whoDidNotAgreeNeitherVotesNorDecidesTheSide() {
    Flow.Ended ended =
        SIDED.run(
            Told.of("e1", person(Side.TEST)).on("m1").at(1).consent(false).down("a"),
            Told.of("e2", person(Side.TRAIN)).on("m2").at(2).consent(true).up("a"));
    assertThat(ended.rows().side(), is(Side.TRAIN));
    assertThat(ended.reason("e1"), is("consent/opted_out"));
    assertThat(ended.verdicts(), equalTo(Set.of("+a")));
  }

  @Test
  void whatMaskingDropsIsRefused() {
    Flow.Ended ended = SIDED.run(Told.of("e1", "u").dropped("payment_card").up(""));
    assertThat(ended.reason("e1"), is("quality/masking_payment_card"));
  }

  @Test
  void theAnchorIsThePersonWhereItIsAbsent() {
    MaskedEvent bare = Told.of("e1", "u").up("a");
    MaskedEvent spoken = Told.of("e2", "u").in("c").up("a");
    SplitRules byConversation = new SplitRules(0.8, 0.1, 0.1, Anchor.CONVERSATION);
    assertThat(byConversation.anchorOf(bare.keys()), is(Told.id("u")));
    assertThat(byConversation.anchorOf(spoken.keys()), is(Told.id("c")));
    SplitRules byOrganization = new SplitRules(0.8, 0.1, 0.1, Anchor.ORGANIZATION);
    assertThat(byOrganization.anchorOf(spoken.keys()), is(Told.id("u")));
  }
}
