package prefmill.pipelines.log;

import java.util.List;
import prefmill.transforms.event.Body;
import prefmill.transforms.event.Candidate;
import prefmill.transforms.event.Exchange;
import prefmill.transforms.event.Facet;
import prefmill.transforms.event.FeedbackEvent;
import prefmill.transforms.event.Labels;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.event.Message;
import prefmill.transforms.event.Polarity;
import prefmill.transforms.event.Signal;
import prefmill.transforms.keys.EventKeys;
import prefmill.transforms.keys.Id;

/** Events as they lie in a log: one with every field, one with as few as may be. */
public final class LoggedEvents {
  private LoggedEvents() {}

  public static MaskedEvent full(String eventId, long bucket, long context, long at) {
    EventKeys keys =
        new EventKeys(
            null,
            eventId,
            new Id(at, eventId.hashCode()),
            new Id(-1, 7),
            new Id(Long.MIN_VALUE, Long.MAX_VALUE),
            new Id(11, 12),
            new Id(3, 4),
            new Id(5, 6),
            new Id(7, 8),
            new Id(9, context),
            bucket,
            at,
            at + 1,
            true,
            "email");
    Exchange exchange =
        new Exchange(
            "Be kind.\u0000",
            List.of(new Message("user", "Hi \ud83d\ude00"), new Message("assistant", "")),
            "[{\"name\":\"f\"}]",
            List.of("a", "{\"b\":1}"),
            "Why?\r\n",
            "Because \"so\".");
    Labels labels =
        new Labels("s", "c", "a", "{}", "fact", "a comment", List.of("t1", ""), "arm b");
    return new MaskedEvent(
        keys, new Body(exchange, "m", "support@12", "org", labels, false, true, signals()));
  }

  public static MaskedEvent bare(String eventId, long bucket, long context) {
    long none = FeedbackEvent.NO_TIME;
    EventKeys keys =
        new EventKeys(
            null,
            eventId,
            new Id(1, eventId.hashCode()),
            new Id(1, 1),
            new Id(2, 2),
            Id.NONE,
            Id.NONE,
            Id.NONE,
            Id.NONE,
            new Id(9, context),
            bucket,
            none,
            none,
            false,
            null);
    return new MaskedEvent(
        keys,
        new Body(
            new Exchange(null, List.of(), null, List.of(), "Why?", "So."),
            null,
            null,
            null,
            Labels.NONE,
            null,
            false,
            List.of(new Signal.Thumb(Polarity.UP))));
  }

  public static MaskedEvent retraction(String eventId, Facet facet) {
    MaskedEvent bare = bare(eventId, 1, 0);
    Body b = bare.body();
    return new MaskedEvent(
        bare.keys(),
        new Body(
            new Exchange(null, List.of(), null, List.of(), null, null),
            null,
            null,
            null,
            b.labels(),
            false,
            false,
            List.of(new Signal.Retraction(facet))));
  }

  public static List<Signal> signals() {
    List<Candidate> candidates =
        List.of(new Candidate("m1", "one\n\"two\""), new Candidate(null, ""));
    return List.of(
        new Signal.Thumb(Polarity.NEUTRAL),
        new Signal.Rating(0.1 + 0.2, -5, 1e300),
        new Signal.Correction("</s> \u2028 {}"),
        new Signal.Choice(candidates, 1, 0.25),
        new Signal.Choice(candidates, Signal.Choice.TIE, null),
        new Signal.Choice(candidates, Signal.Choice.BOTH_BAD, 0.0),
        new Signal.Review(Signal.Review.Decision.APPROVE, null),
        new Signal.Review(Signal.Review.Decision.EDIT, "better"));
  }
}
