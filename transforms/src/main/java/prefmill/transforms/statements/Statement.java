package prefmill.transforms.statements;

import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.event.Signal;
import prefmill.transforms.keys.CanonicalText;
import prefmill.transforms.keys.Id;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.settled.Answer;
import prefmill.transforms.settled.Supporter;

/**
 * One signal of an event.
 *
 * @param event the event
 * @param signal what it says
 * @param message the message it speaks about; without one, the answer
 * @param answer the answer it speaks about; null in a choice and in a review of a message alone
 * @param supports whether the event belongs to the context's side
 */
public record Statement(
    MaskedEvent event, Signal signal, Id message, Answer answer, boolean supports) {
  /** Who said it. */
  public Id person() {
    return event.keys().person();
  }

  /** The event, as its source names it. */
  public String eventId() {
    return event.keys().eventId();
  }

  /** Whether it is a curator's word: the curator's own feedback, or a review. */
  public boolean curated() {
    return event.keys().curated() || signal instanceof Signal.Review;
  }

  /** Whether it is an edit that puts another text in the answer's place. */
  public boolean replaces() {
    return signal instanceof Signal.Review review
        && review.edit() != null
        && !CanonicalText.of(review.edit()).equals(answer.text());
  }

  /** The event as one that a row rests on. */
  public Supporter supporter() {
    var keys = event.keys();
    return new Supporter(
        keys.eventId(),
        keys.event(),
        keys.person(),
        curated(),
        signal instanceof Signal.Review && !replaces(),
        event.body().synthetic(),
        keys.createdAt());
  }

  /** The reason of a statement that ends in the settlement. */
  public static Reason settled(String rule) {
    return Reason.of(Stage.SETTLE, rule);
  }
}
