package prefmill.transforms.rows;

import prefmill.transforms.keys.Id;
import prefmill.transforms.splits.Side;

/**
 * A row without its text: where it belongs and how much it weighs.
 *
 * @param row its id
 * @param stable its stable key, which nobody can grind
 * @param config its kind
 * @param side its split
 * @param bucket its place in the log
 * @param bytes the length of its JSON line
 * @param longer of a pair: 1 if the chosen answer is the longer, -1 if the rejected one is, else 0
 */
public record RowRef(
    Id row, Id stable, Config config, Side side, long bucket, long bytes, int longer) {
  /** A row of no pair, or of equally long answers. */
  public RowRef(Id row, Id stable, Config config, Side side, long bucket, long bytes) {
    this(row, stable, config, side, bucket, bytes, 0);
  }
}
