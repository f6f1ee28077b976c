package prefmill.datasets.read;

import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.Split;

/**
 * Where a row stands.
 *
 * @param rowId the row
 * @param config its table
 * @param split its side
 */
public record RowPlace(String rowId, Config config, Split split) {
  /** The place in words, such as preference/train. */
  public String label() {
    return config.label() + "/" + split.label();
  }
}
