package prefmill.transforms.mask;

/** What becomes of a value of one type. */
public enum Treatment {
  /** A keyed token takes its place. */
  TOKEN,
  /** The whole event loses its text and makes no row. */
  DROP,
  /** It stays as it is, and no rule looks for it. */
  KEEP
}
