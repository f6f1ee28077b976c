package prefmill.transforms.parse.preset;

/** What a message's row lies in. */
public enum Wrapping {
  /** The message is the row. */
  NONE,
  /** Debezium's envelope of a table's changes. */
  DEBEZIUM
}
