package prefmill.pipelines.ledger;

import prefmill.transforms.outcome.DeadLetter;
import prefmill.transforms.outcome.Outcomes;
import prefmill.transforms.rows.Fate;

/** What the ledger is told: one of the three, the others are null. */
record LedgerItem(Outcomes outcomes, Fate fate, DeadLetter deadLetter) {
  static LedgerItem of(Outcomes outcomes) {
    return new LedgerItem(outcomes.aboutEvents(), null, null);
  }

  static LedgerItem of(Fate fate) {
    return new LedgerItem(null, fate, null);
  }

  static LedgerItem of(DeadLetter letter) {
    return new LedgerItem(null, null, letter);
  }
}
