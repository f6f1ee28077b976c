package prefmill.transforms.weights;

import prefmill.transforms.rows.RowRef;

/**
 * What a row's weight is multiplied by.
 *
 * @param ref the row
 * @param millionths the factor, in millionths
 */
public record RowWeight(RowRef ref, long millionths) {
  /** A factor that changes nothing. */
  public static final long ONE = 1_000_000;
}
