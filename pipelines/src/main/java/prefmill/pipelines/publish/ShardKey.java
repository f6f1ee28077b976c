package prefmill.pipelines.publish;

import prefmill.transforms.rows.Config;
import prefmill.transforms.rows.RowRef;
import prefmill.transforms.splits.Side;

/**
 * One shard of a config and split: a stretch of buckets.
 *
 * @param config its kind of row
 * @param side its split
 * @param index its place among the shards of that config and split
 */
public record ShardKey(Config config, Side side, int index) {
  /** The shard of a row when there are so many of its config and split, a power of two. */
  static ShardKey of(RowRef row, int shards) {
    int bits = Integer.numberOfTrailingZeros(shards);
    int index = bits == 0 ? 0 : (int) (row.bucket() >>> (64 - bits));
    return new ShardKey(row.config(), row.side(), index);
  }

  /** The shards' common name. */
  static String table(RowRef row) {
    return row.config() + "/" + row.side();
  }
}
