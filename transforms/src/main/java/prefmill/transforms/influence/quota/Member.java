package prefmill.transforms.influence.quota;

import prefmill.transforms.rows.RowRef;
import prefmill.transforms.rows.SlimRow;

/**
 * What quotas must know of a row.
 *
 * @param row the row
 * @param category the kind of task; null if unknown
 * @param synthetic whether it rests on synthetic feedback alone
 */
public record Member(RowRef row, String category, boolean synthetic) {
  /** The part of a row that quotas need. */
  public static Member of(SlimRow row) {
    return new Member(row.ref(), row.category(), row.synthetic());
  }
}
