package prefmill.transforms.context;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.junit.jupiter.api.Test;
import prefmill.transforms.check.Flow;
import prefmill.transforms.decisions.Decision;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.event.Told;
import prefmill.transforms.outcome.Outcomes;

class DeduplicationTest {
  private static final long DAY = 24L * 3600 * 1_000_000;

  private static List<MaskedEvent> kept(
      Outcomes.Gatherer said, List<Decision> decisions, MaskedEvent... events) {
    Context context = new Context(Told.CONTEXT, Told.BUCKET, List.of(events), decisions);
    return Deduplication.of(Flow.ADMISSION).apply(context, said).events();
  }

  @Test
  void keepsTheLatestReceipt() {
    Outcomes.Gatherer said = new Outcomes.Gatherer(0);
    MaskedEvent early = Told.of("e", "u").at(3 * DAY).received(0).up("a");
    MaskedEvent late = Told.of("e", "u").at(3 * DAY).received(3 * DAY).up("a");
    assertThat(kept(said, List.of(), early, late), contains(late));
    assertThat(kept(said, List.of(), late, early), contains(late));
    assertThat(said.outcomes().isEmpty(), is(true));
    assertThat(
        Deduplication.redeliveries(
            new Context(Told.CONTEXT, 0, List.of(early, late, late), List.of())),
        is(2));
  }

  @Test
  void keepsTheSameTextOfJsonThatMeansTheSame() {
    MaskedEvent one = Told.of("e", "u").tools("{\"a\":1,\"b\":2}").up("a");
    MaskedEvent other = Told.of("e", "u").tools("{\"b\":2,\"a\":1}").up("a");
    Outcomes.Gatherer said = new Outcomes.Gatherer(0);
    assertThat(
        kept(said, List.of(), one, other), equalTo(kept(said, List.of(), other, one, other)));
  }

  @Test
  void reportsAConflictInOneContextOnly() {
    MaskedEvent event = Told.of("e", "u").up("a");
    Outcomes.Gatherer here = new Outcomes.Gatherer(0);
    Decision reported = new Decision.Conflict(event.keys().event(), event.keys().content());
    assertThat(kept(here, List.of(reported, reported), event, event), empty());
    assertThat(here.outcomes().rejections(), hasSize(1));
    Outcomes.Gatherer elsewhere = new Outcomes.Gatherer(0);
    Decision other = new Decision.Conflict(event.keys().event(), Told.id("other"));
    assertThat(kept(elsewhere, List.of(other), event), empty());
    assertThat(elsewhere.outcomes().isEmpty(), is(true));
  }

  @Test
  void anEventFromTheFutureIsDead() {
    Outcomes.Gatherer said = new Outcomes.Gatherer(0);
    MaskedEvent honest = Told.of("e1", "u").at(1).up("a");
    MaskedEvent ahead = Told.of("e2", "u").at(4_000_000_000_000_000L).down("a");
    assertThat(kept(said, List.of(), ahead, honest), contains(honest));
    assertThat(said.outcomes().dead(), contains(new Outcomes.Dead("e2", "clock_skew")));
  }

  @Test
  void sortsByTimeThenByKey() {
    MaskedEvent first = Told.of("e1", "u").at(1).up("a");
    MaskedEvent second = Told.of("e2", "u").at(2).up("b");
    MaskedEvent third = Told.of("e3", "u").at(2).up("c");
    Outcomes.Gatherer said = new Outcomes.Gatherer(0);
    List<MaskedEvent> expected =
        second.keys().event().compareTo(third.keys().event()) < 0
            ? List.of(first, second, third)
            : List.of(first, third, second);
    assertThat(kept(said, List.of(), third, second, first), equalTo(expected));
  }
}
