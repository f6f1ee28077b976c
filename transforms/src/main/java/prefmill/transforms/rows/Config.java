package prefmill.transforms.rows;

/** The kinds of row that a version publishes. */
public enum Config {
  PREFERENCE,
  UNPAIRED,
  SFT
}
