package prefmill.transforms.votes;

import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.event.Signal;
import prefmill.transforms.keys.Id;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.settled.Supporter;

/**
 * One signal of an event.
 *
 * @param event the event
 * @param signal what it says
 * @param message the message it speaks about; without one, the answer
 * @param supports whether the event belongs to the context's side
 */
record Statement(MaskedEvent event, Signal signal, Id message, boolean supports) {
  Id person() {
    return event.keys().person();
  }

  String eventId() {
    return event.keys().eventId();
  }

  Supporter supporter() {
    var keys = event.keys();
    return new Supporter(
        keys.eventId(),
        keys.event(),
        keys.person(),
        keys.curated(),
        event.body().synthetic(),
        keys.createdAt());
  }

  static Reason settled(String rule) {
    return Reason.of(Stage.SETTLE, rule);
  }
}
