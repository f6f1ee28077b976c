package prefmill.pipelines.ledger;

import prefmill.transforms.outcome.DeadLetter;
import prefmill.transforms.outcome.Outcomes;

/** An event that was understood, but that the build cannot believe. */
final class DeadEvent {
  private DeadEvent() {}

  /** Its dead letter, under the event's own id; where it came from is not kept in the log. */
  static DeadLetter letter(Outcomes.Dead dead) {
    return new DeadLetter(
        dead.eventId(),
        null,
        null,
        0,
        0,
        0,
        dead.errorClass(),
        "created_at is more than 24 hours after the event was received, or after the build's time"
            + " where that is unknown: correct the sender's clock",
        null);
  }
}
