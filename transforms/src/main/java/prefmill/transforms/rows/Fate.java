package prefmill.transforms.rows;

import java.util.Comparator;
import prefmill.transforms.keys.Id;
import prefmill.transforms.outcome.Reason;

/**
 * A row that a step across contexts dropped.
 *
 * @param ref the row
 * @param reason why
 * @param winner the row that stays in its place; {@link Id#NONE} if there is none
 */
public record Fate(RowRef ref, Reason reason, Id winner) {
  /** The first in the flow, then the least winner: which of several fates a row is said to have. */
  public static final Comparator<Fate> FLOW =
      Comparator.comparing(Fate::reason, Reason.FLOW).thenComparing(Fate::winner);
}
