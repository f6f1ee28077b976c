package prefmill.pipelines.ledger;

import java.util.Comparator;
import prefmill.datasets.canonical.LedgerHash;
import prefmill.datasets.rows.LedgerEntry;
import prefmill.datasets.rows.Rejection;
import prefmill.transforms.outcome.DeadLetter;

/**
 * All that is written of one event.
 *
 * @param entry its line of the ledger
 * @param rejection null unless it is rejected
 * @param deadLetter null unless it is dead
 */
record LedgerLine(LedgerEntry entry, Rejection rejection, DeadLetter deadLetter) {
  /** The order of the ledger's files. */
  static final Comparator<LedgerLine> ORDER =
      Comparator.comparing(LedgerLine::entry, LedgerHash.ORDER);
}
