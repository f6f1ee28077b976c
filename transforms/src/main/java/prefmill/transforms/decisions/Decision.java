package prefmill.transforms.decisions;

import prefmill.transforms.event.Facet;
import prefmill.transforms.keys.Id;
import prefmill.transforms.splits.Side;

/** What one context must be told of the others: few, for most events need nothing. */
public sealed interface Decision {
  /**
   * Two contents came under one event id.
   *
   * @param event the stable key of the id
   * @param content the least of the contents, whose context reports the conflict
   */
  record Conflict(Id event, Id content) implements Decision {}

  /** A conversation belongs to this side; sent only where an event's own side differs. */
  record Owned(Id conversation, Side side) implements Decision {}

  /**
   * A person took back what was said about a message.
   *
   * @param facet the facet; null for all
   * @param createdAt when, in microseconds
   * @param event the retraction's stable key, which orders it among events of the same time
   */
  record Retracted(Id person, Id message, Facet facet, long createdAt, Id event)
      implements Decision {}
}
