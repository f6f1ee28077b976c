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
 */
public record RowRef(Id row, Id stable, Config config, Side side, long bucket, long bytes) {}
