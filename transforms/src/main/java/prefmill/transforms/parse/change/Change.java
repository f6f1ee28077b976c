package prefmill.transforms.parse.change;

import java.util.Map;

/** What a message says of a table's row. */
public sealed interface Change {
  /** The row as it is now: inserted, updated, or read by a snapshot. */
  record Row(Map<String, Object> values) implements Change {}

  /**
   * The row is gone.
   *
   * @param before what is known of it
   * @param at when it was deleted, ISO 8601; null if the message does not tell
   */
  record Deleted(Map<String, Object> before, String at) implements Change {}

  /** Nothing of a row: a heartbeat, a truncated table, a message of the log. */
  record Nothing() implements Change {}
}
