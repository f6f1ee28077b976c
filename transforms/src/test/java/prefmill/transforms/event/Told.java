package prefmill.transforms.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import prefmill.transforms.keys.EventKeys;
import prefmill.transforms.keys.Id;
import prefmill.transforms.keys.KeyedHash;

/** Masked events about one exchange, told in a few words. */
public final class Told {
  /** The context that every told event is about. */
  public static final Id CONTEXT = id("context");

  /** Its place in the log. */
  public static final long BUCKET = 77;

  private static final Exchange ASKED =
      new Exchange("Be kind.", List.of(), null, List.of(), "How do I reset my password?", null);

  private final String eventId;
  private final Id person;
  private final boolean curated;
  private Id conversation = Id.NONE;
  private Id message = Id.NONE;
  private long at;
  private long received = FeedbackEvent.NO_TIME;
  private Boolean consent;
  private String dropped;
  private String source;
  private Exchange exchange = ASKED;

  private Told(String eventId, Id person, boolean curated) {
    this.eventId = eventId;
    this.person = person;
    this.curated = curated;
  }

  /** An event of a person. */
  public static Told of(String eventId, String person) {
    return new Told(eventId, id(person), false);
  }

  /** An event of a curator, who is no person. */
  public static Told curated(String eventId) {
    return new Told(eventId, id(eventId), true);
  }

  /** An event of a curator of this name. */
  public static Told by(String eventId, String curator) {
    return new Told(eventId, id(curator), true);
  }

  /** The id that a name stands for in every told event. */
  public static Id id(String name) {
    return hash().id("test", name);
  }

  /** The hash of these tests. */
  public static KeyedHash hash() {
    return KeyedHash.of("a key for tests, 32 characters..".getBytes(StandardCharsets.UTF_8), "t");
  }

  public Told on(String messageName) {
    message = messageName == null ? Id.NONE : id(messageName);
    return this;
  }

  public Told in(String conversationName) {
    conversation = conversationName == null ? Id.NONE : id(conversationName);
    return this;
  }

  public Told at(long micros) {
    at = micros;
    return this;
  }

  public Told received(long micros) {
    received = micros;
    return this;
  }

  public Told consent(Boolean given) {
    consent = given;
    return this;
  }

  public Told dropped(String type) {
    dropped = type;
    return this;
  }

  /** Delivered by a source of this name. */
  public Told from(String name) {
    source = name;
    return this;
  }

  public Told tools(String json) {
    exchange = new Exchange(null, List.of(), json, List.of(), exchange.prompt(), null);
    return this;
  }

  public MaskedEvent up(String answer) {
    return says(answer, new Signal.Thumb(Polarity.UP));
  }

  public MaskedEvent down(String answer) {
    return says(answer, new Signal.Thumb(Polarity.DOWN));
  }

  public MaskedEvent neutral(String answer) {
    return says(answer, new Signal.Thumb(Polarity.NEUTRAL));
  }

  public MaskedEvent rates(String answer, double ofFive) {
    return says(answer, new Signal.Rating(ofFive, 1, 5));
  }

  public MaskedEvent corrects(String answer, String wanted) {
    return says(answer, new Signal.Correction(wanted));
  }

  /** A curator approves; a null answer names the message alone. */
  public MaskedEvent reviews(String answer) {
    return says(answer, new Signal.Review(Signal.Review.Decision.APPROVE, null));
  }

  public MaskedEvent refuses(String answer) {
    return says(answer, new Signal.Review(Signal.Review.Decision.REJECT, null));
  }

  public MaskedEvent edits(String answer, String text) {
    return says(answer, new Signal.Review(Signal.Review.Decision.EDIT, text));
  }

  /** A choice by the place of the winner, a tie or both bad. */
  public MaskedEvent chooses(int winner, String... answers) {
    List<Candidate> candidates = new ArrayList<>();
    for (String answer : answers) {
      candidates.add(new Candidate("model", answer));
    }
    return says(null, new Signal.Choice(candidates, winner, null));
  }

  /** A retraction, which has no exchange; a null facet takes back all. */
  public MaskedEvent takesBack(Facet facet) {
    exchange = new Exchange(null, List.of(), null, List.of(), null, null);
    return event(Id.NONE, null, List.of(new Signal.Retraction(facet)));
  }

  public MaskedEvent says(String answer, Signal... signals) {
    return event(CONTEXT, answer, List.of(signals));
  }

  private MaskedEvent event(Id context, String answer, List<Signal> signals) {
    Id content = id(eventId + at + answer + signals);
    EventKeys keys =
        new EventKeys(
            source,
            eventId,
            id(eventId),
            content,
            person,
            Id.NONE,
            conversation,
            message,
            Id.NONE,
            context,
            BUCKET,
            at,
            received,
            curated,
            dropped);
    Exchange e = exchange;
    Exchange answered =
        new Exchange(e.system(), e.history(), e.tools(), e.documents(), e.prompt(), answer);
    return new MaskedEvent(
        keys, new Body(answered, "model", null, null, Labels.NONE, consent, false, signals));
  }
}
