package prefmill.datasets.explain;

import java.util.List;
import java.util.Map;
import prefmill.datasets.read.RowPlace;
import prefmill.datasets.rows.LedgerEntry;
import prefmill.datasets.rows.Rejection;

/**
 * What became of one event in one version, and why.
 *
 * @param version the version's number
 * @param entry the ledger's row
 * @param rows the published rows that rest on it
 * @param rejections what was rejected on its account; rows of its own that were dropped, too
 * @param winners the published rows among those that were taken in its place: place by row_id
 * @param deadLetter where it came from, if it is a dead letter; else null
 */
public record EventExplanation(
    int version,
    LedgerEntry entry,
    List<RowPlace> rows,
    List<Rejection> rejections,
    Map<String, String> winners,
    DeadLetterLine deadLetter) {
  public EventExplanation {
    rows = List.copyOf(rows);
    rejections = List.copyOf(rejections);
    winners = Map.copyOf(winners);
  }

  /** One chain from the event to its outcome, for a person; several lines. */
  public String text() {
    return ExplanationText.of(this);
  }
}
