package prefmill.pipelines.property;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import prefmill.datasets.read.VersionReader;
import prefmill.datasets.read.VersionTables;
import prefmill.datasets.rows.LedgerEntry;
import prefmill.datasets.rows.PreferenceRow;
import prefmill.datasets.rows.SftRow;
import prefmill.datasets.rows.Split;
import prefmill.datasets.rows.UnpairedRow;
import prefmill.datasets.store.PublishedVersion;

/**
 * All rows of a version, whatever their side, and its ledger.
 *
 * @param pairs preference rows
 * @param verdicts unpaired rows
 * @param demonstrations sft rows
 * @param ledger what became of each event, by id
 */
public record Rows(
    List<PreferenceRow> pairs,
    List<UnpairedRow> verdicts,
    List<SftRow> demonstrations,
    Map<String, LedgerEntry> ledger) {
  /** Reads a version. */
  public static Rows of(PublishedVersion version) throws IOException {
    VersionReader reader = VersionReader.open(version.folder());
    Rows rows = new Rows(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new TreeMap<>());
    for (Split split : Split.values()) {
      reader.preferences(split).forEach(rows.pairs::add);
      reader.unpaired(split).forEach(rows.verdicts::add);
      reader.demonstrations(split).forEach(rows.demonstrations::add);
    }
    VersionTables.of(version.folder(), version.manifest().files())
        .ledger()
        .forEach(entry -> rows.ledger.put(entry.eventId(), entry));
    return rows;
  }

  /** What is chosen over what, for each pair whose prompt ends with this turn. */
  public List<String> pairsOf(String prompt) {
    return pairs.stream()
        .filter(row -> row.prompt().get(row.prompt().size() - 1).content().equals(prompt))
        .map(row -> row.chosen().get(0).content() + " > " + row.rejected().get(0).content())
        .sorted()
        .toList();
  }

  /** How an event ended: used, or stage and rule. */
  public String fate(String event) {
    LedgerEntry entry = ledger.get(event);
    return entry.rule() == null ? entry.outcome().label() : entry.stage() + "." + entry.rule();
  }
}
