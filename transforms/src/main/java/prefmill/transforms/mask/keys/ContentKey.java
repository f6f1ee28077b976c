package prefmill.transforms.mask.keys;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import prefmill.transforms.event.Body;
import prefmill.transforms.event.Candidate;
import prefmill.transforms.event.Exchange;
import prefmill.transforms.event.FeedbackEvent;
import prefmill.transforms.event.Labels;
import prefmill.transforms.event.Message;
import prefmill.transforms.event.Signal;
import prefmill.transforms.keys.Id;
import prefmill.transforms.keys.KeyedHash;

/**
 * The keyed hash of all that a masked event says, whatever way it came.
 *
 * <p>Times are microseconds, numbers shortest decimals, JSON has sorted keys, what is absent is
 * null; the time of receipt does not count.
 */
public final class ContentKey {
  private final List<String> parts = new ArrayList<>();

  private ContentKey() {}

  /** The key of an event whose masked body and keyed ids are given. */
  public static Id of(
      KeyedHash hash, FeedbackEvent event, Body body, Id user, Id conversation, Id message) {
    ContentKey key = new ContentKey();
    key.add(event.eventId());
    key.add(user.hex());
    key.add(conversation.hex());
    key.add(message.hex());
    key.add(Boolean.toString(event.author().curator() != null));
    key.add(event.createdAt() == FeedbackEvent.NO_TIME ? null : Long.toString(event.createdAt()));
    key.add(body.model());
    key.add(body.adapter());
    key.add(body.organization());
    key.add(body.consent() == null ? null : body.consent().toString());
    key.add(Boolean.toString(body.synthetic()));
    key.add(body.exchange());
    key.add(body.labels());
    key.add(Integer.toString(body.signals().size()));
    body.signals().forEach(key::add);
    return hash.id("content", key.parts.toArray(new String[0]));
  }

  private void add(String value) {
    parts.add(value);
  }

  private void addJson(String value) {
    parts.add(value == null ? null : CanonicalJson.of(value));
  }

  private void add(double value) {
    parts.add(BigDecimal.valueOf(value).stripTrailingZeros().toString());
  }

  private void add(Exchange exchange) {
    add(exchange.system());
    add(Integer.toString(exchange.history().size()));
    for (Message message : exchange.history()) {
      add(message.role());
      add(message.content());
    }
    addJson(exchange.tools());
    add(Integer.toString(exchange.documents().size()));
    exchange.documents().forEach(this::addJson);
    add(exchange.prompt());
    add(exchange.response());
  }

  private void add(Labels labels) {
    add(labels.subject());
    add(labels.category());
    add(labels.action());
    addJson(labels.actionData());
    add(labels.reason());
    add(labels.comment());
    add(Integer.toString(labels.tags().size()));
    labels.tags().forEach(this::add);
    add(labels.arm());
  }

  private void add(Signal signal) {
    add(signal.getClass().getSimpleName());
    if (signal instanceof Signal.Thumb thumb) {
      add(thumb.value().name());
    } else if (signal instanceof Signal.Rating rating) {
      add(rating.value());
      add(rating.min());
      add(rating.max());
    } else if (signal instanceof Signal.Correction correction) {
      add(correction.text());
    } else if (signal instanceof Signal.Choice choice) {
      add(choice);
    } else if (signal instanceof Signal.Review review) {
      add(review.decision().name());
      add(review.edit());
    } else if (signal instanceof Signal.Retraction retraction) {
      add(retraction.facet() == null ? null : retraction.facet().name());
    }
  }

  private void add(Signal.Choice choice) {
    add(Integer.toString(choice.winner()));
    if (choice.strength() == null) {
      add((String) null);
    } else {
      add(choice.strength().doubleValue());
    }
    add(Integer.toString(choice.candidates().size()));
    for (Candidate candidate : choice.candidates()) {
      add(candidate.model());
      add(candidate.response());
    }
  }
}
