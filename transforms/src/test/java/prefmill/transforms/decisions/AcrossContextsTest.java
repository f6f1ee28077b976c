package prefmill.transforms.decisions;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.event.Facet;
import prefmill.transforms.event.FeedbackEvent;
import prefmill.transforms.event.Told;
import prefmill.transforms.keys.Id;
import prefmill.transforms.splits.SplitRules;

/** What contexts are told of each other, on the direct runner. */
class AcrossContextsTest {
  private final Pipeline pipeline = Pipeline.create();

  private PCollection<EventFacts> facts(EventFacts... facts) {
    return pipeline.apply(Create.of(List.of(facts)).withCoder(RecordCoder.of(EventFacts.class)));
  }

  private static EventFacts said(String event, String person, String place, long at) {
    return new EventFacts(
        Told.id(event),
        Told.id(event + " content"),
        Told.id(person),
        Told.id(place),
        Told.id("m"),
        Told.id(place + event).hi(),
        at,
        FeedbackEvent.NO_TIME,
        Told.id(person),
        false,
        false,
        false,
        null);
  }

  private static EventFacts with(EventFacts f, String content, long received) {
    return new EventFacts(
        f.event(),
        Told.id(content),
        f.person(),
        f.conversation(),
        f.message(),
        Told.id(content).hi(),
        f.createdAt(),
        received,
        f.anchor(),
        false,
        false,
        false,
        null);
  }

  private static EventFacts retraction(String event, String person, Facet facet, long at) {
    EventFacts f = said(event, person, "nowhere", at);
    return new EventFacts(
        f.event(),
        f.content(),
        f.person(),
        Id.NONE,
        f.message(),
        f.bucket(),
        at,
        f.receivedAt(),
        f.anchor(),
        false,
        false,
        true,
        facet);
  }

  @Test
  void twoContentsUnderOneIdConflict() {
    EventFacts e = said("e", "u", "c", 1);
    EventFacts one = with(e, "one", 1);
    EventFacts again = with(e, "one", 9);
    EventFacts other = with(e, "other", 1);
    EventFacts redelivered = said("f", "u", "c", 1);
    EventFacts ahead = said("g", "u", "c", Long.MAX_VALUE);
    List<PCollection<Addressed>> decisions = new ArrayList<>();
    List<PCollection<Long>> counts = new ArrayList<>();
    PCollection<EventFacts> single =
        facts(one, other, again, redelivered, redelivered, ahead)
            .apply(FindConflicts.asOf(new Clock(0), 2).decisionsTo(decisions).countsTo(counts));
    Id least = one.content().compareTo(other.content()) < 0 ? one.content() : other.content();
    Decision conflict = new Decision.Conflict(e.event(), least);
    PAssert.that(single).containsInAnyOrder(redelivered, ahead.muted());
    PAssert.that(decisions.get(0))
        .containsInAnyOrder(
            new Addressed(one.bucket(), conflict), new Addressed(other.bucket(), conflict));
    PAssert.that(counts.get(0)).containsInAnyOrder(3L);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void ofRedeliveriesTheLatestReceiptJudgesTheClock() {
    long day = 24L * 3600 * 1_000_000;
    EventFacts e = said("e", "u", "c", 3 * day);
    EventFacts late = with(e, "one", 3 * day);
    List<PCollection<Addressed>> decisions = new ArrayList<>();
    List<PCollection<Long>> counts = new ArrayList<>();
    PCollection<EventFacts> single =
        facts(with(e, "one", 1), late, with(e, "one", 2))
            .apply(FindConflicts.asOf(new Clock(0), 2).decisionsTo(decisions).countsTo(counts));
    PAssert.that(single).containsInAnyOrder(late);
    PAssert.that(decisions.get(0)).empty();
    PAssert.that(counts.get(0)).containsInAnyOrder(1L);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void theFirstComerOwnsAConversation() {
    EventFacts first = said("e1", "u", "shared", 1);
    EventFacts second = said("e2", "v", "shared", 2);
    EventFacts alone = said("e3", "w", "alone", 1);
    EventFacts again = said("e4", "w", "alone", 2);
    EventFacts mute = said("e5", "x", "alone", 0).muted();
    Decision owned =
        new Decision.Owned(Told.id("shared"), SplitRules.DEFAULT.side(Told.hash(), Told.id("u")));
    PAssert.that(
            facts(second, first, alone, again, mute)
                .apply(OwnConversations.by(SplitRules.DEFAULT, Told::hash, 2)))
        .containsInAnyOrder(
            new Addressed(first.bucket(), owned), new Addressed(second.bucket(), owned));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aRetractionIsToldWhereThePersonSpoke() {
    EventFacts here = said("e1", "u", "here", 1);
    EventFacts there = said("e2", "u", "there", 1);
    EventFacts stranger = said("e3", "v", "here", 1);
    EventFacts early = retraction("r1", "u", null, 2);
    EventFacts late = retraction("r2", "u", null, 3);
    EventFacts thumb = retraction("r3", "u", Facet.POLARITY, 1);
    EventFacts lost = retraction("r4", "nobody", null, 3);
    Decision all = new Decision.Retracted(Told.id("u"), Told.id("m"), null, 3, Told.id("r2"));
    Decision one =
        new Decision.Retracted(Told.id("u"), Told.id("m"), Facet.POLARITY, 1, Told.id("r3"));
    PAssert.that(
            facts(late, here, there, stranger, early, thumb, lost).apply(JoinRetractions.within(2)))
        .containsInAnyOrder(
            new Addressed(here.bucket(), all),
            new Addressed(here.bucket(), one),
            new Addressed(there.bucket(), all),
            new Addressed(there.bucket(), one));
    pipeline.run().waitUntilFinish();
  }
}
