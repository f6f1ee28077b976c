package prefmill.datasets.canonical;

import java.util.Comparator;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.Row;
import prefmill.datasets.rows.Split;

/**
 * A published row in the eyes of the content hash.
 *
 * @param rowId 32 hexadecimal digits
 * @param config its table
 * @param split its side
 * @param sha256 of its canonical JSON, 64 hexadecimal digits
 */
public record RowHash(String rowId, Config config, Split split, String sha256)
    implements Comparable<RowHash> {
  private static final Comparator<RowHash> ORDER =
      Comparator.comparing(RowHash::rowId)
          .thenComparing(RowHash::config)
          .thenComparing(RowHash::split)
          .thenComparing(RowHash::sha256);

  /** The hash of a row on its side. */
  public static RowHash of(Row row, Split split) {
    return new RowHash(row.rowId(), row.config(), split, RowJson.sha256(row));
  }

  @Override
  public int compareTo(RowHash other) {
    return ORDER.compare(this, other);
  }
}
