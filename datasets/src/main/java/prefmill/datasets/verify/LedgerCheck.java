package prefmill.datasets.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import prefmill.datasets.canonical.LedgerHash;
import prefmill.datasets.manifest.Counts;
import prefmill.datasets.manifest.FileEntry;
import prefmill.datasets.manifest.Manifest;
import prefmill.datasets.parquet.LedgerParquet;
import prefmill.datasets.rows.LedgerEntry;
import prefmill.datasets.rows.Outcome;

/** Checks that the ledger adds up, in itself, with the manifest and with the rows. */
final class LedgerCheck {
  private static final String LEDGER = "ledger/";

  private final Path folder;
  private final Manifest manifest;
  private final Findings findings;
  private final Set<String> events = new HashSet<>();
  private final Set<String> referenced = new HashSet<>();
  private Counts counts = Counts.none();

  private LedgerCheck(Path folder, Manifest manifest, Findings findings) {
    this.folder = folder;
    this.manifest = manifest;
    this.findings = findings;
  }

  static LedgerCheck of(Path folder, Manifest manifest, Findings findings) {
    return new LedgerCheck(folder, manifest, findings);
  }

  /** Checks the ledger against the rows, unless one of its files is damaged. */
  void run(Set<String> damaged, Set<String> rows) {
    List<FileEntry> files =
        manifest.files().stream().filter(file -> file.path().startsWith(LEDGER)).toList();
    if (files.stream().anyMatch(file -> damaged.contains(file.path()))) {
      return;
    }
    List<String> hashes = new ArrayList<>();
    for (FileEntry file : files) {
      hashes.add(file(file, rows));
    }
    String hash = LedgerHash.of(hashes);
    if (!hash.equals(manifest.ledgerHash())) {
      findings.add(
          Manifest.FILE, "ledger_hash is %s, the ledger gives %s", manifest.ledgerHash(), hash);
    }
    if (!counts.equals(manifest.counts())) {
      findings.add(Manifest.FILE, "counts are %s, the ledger gives %s", manifest.counts(), counts);
    }
    rows.stream()
        .filter(row -> !referenced.contains(row))
        .sorted()
        .forEach(row -> findings.add(LEDGER, "no event supports row %s", row));
  }

  private String file(FileEntry file, Set<String> rows) {
    List<LedgerEntry> entries;
    try {
      entries = LedgerParquet.read(folder.resolve(file.path()));
    } catch (IOException | RuntimeException e) {
      findings.add(file.path(), "cannot be read as Parquet");
      return "";
    }
    if (entries.size() != file.rows()) {
      findings.add(file.path(), "has %d rows, the manifest says %d", entries.size(), file.rows());
    }
    for (int i = 0; i < entries.size(); i++) {
      entry(file.path(), i + 1, entries.get(i), rows);
      if (i > 0 && LedgerHash.ORDER.compare(entries.get(i - 1), entries.get(i)) >= 0) {
        findings.atRow(file.path(), i + 1, "event_id is not above that of the row before");
      }
    }
    counts = counts.plus(Counts.of(entries));
    return LedgerHash.ofFile(entries);
  }

  private void entry(String file, int number, LedgerEntry entry, Set<String> rows) {
    if (!events.add(entry.eventId())) {
      findings.atRow(file, number, "event %s occurs twice", entry.eventId());
    }
    if ((entry.outcome() == Outcome.USED) == entry.exampleIds().isEmpty()) {
      findings.atRow(
          file,
          number,
          "event %s is %s with %d rows",
          entry.eventId(),
          entry.outcome().label(),
          entry.exampleIds().size());
    }
    for (String row : entry.exampleIds()) {
      referenced.add(row);
      if (!rows.contains(row)) {
        findings.atRow(
            file, number, "event %s supports row %s, which is missing", entry.eventId(), row);
      }
    }
  }
}
