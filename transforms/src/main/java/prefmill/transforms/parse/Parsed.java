package prefmill.transforms.parse;

import java.util.List;
import prefmill.transforms.event.FeedbackEvent;
import prefmill.transforms.parse.fault.Fault;

/** What became of a record. */
public sealed interface Parsed {
  /** It holds one event, or several where the mapping gives several. */
  record Events(List<FeedbackEvent> events) implements Parsed {
    public Events {
      events = List.copyOf(events);
    }
  }

  /** It could not be understood. */
  record Failed(Fault fault) implements Parsed {}
}
