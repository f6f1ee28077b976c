package prefmill.transforms.splits;

/** The side of a row: trained on, chosen with, or gated with. */
public enum Side {
  TRAIN,
  VALIDATION,
  TEST
}
