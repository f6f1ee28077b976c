package prefmill.runners.cli;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import prefmill.datasets.manifest.Counts;
import prefmill.datasets.manifest.Manifest;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.Split;
import prefmill.datasets.store.PublishedVersion;

/** A version in a few lines for people, and its numbers for programs. */
public final class VersionSummary {
  private VersionSummary() {}

  /** What came in, what was kept and why not, the rows, the place. */
  public static String text(PublishedVersion version) {
    Manifest manifest = version.manifest();
    return "%s@%d (content %.8s)\n\n%s\n%s\nFiles: %s\n"
        .formatted(
            manifest.dataset(),
            version.number(),
            manifest.contentHash(),
            outcomes(manifest.counts()),
            rows(manifest),
            version.folder());
  }

  /** The table of in, kept, and why not. */
  public static String outcomes(Counts counts) {
    Table table = Table.of("EVENTS", "COUNT");
    table.line("in", counts.in());
    table.line("used", counts.used());
    table.line("rejected", counts.rejected());
    descending(counts.rejectedByRule()).forEach((rule, n) -> table.line("  " + rule, n));
    table.line("dead letters", counts.dead());
    descending(counts.deadByClass()).forEach((name, n) -> table.line("  " + name, n));
    return table.toString();
  }

  /** The numbers for programs. */
  public static Map<String, Object> json(PublishedVersion version) {
    Manifest manifest = version.manifest();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("dataset", manifest.dataset());
    values.put("version", version.number());
    values.put("content_hash", manifest.contentHash());
    values.put("ledger_hash", manifest.ledgerHash());
    values.put("folder", version.folder().toString());
    values.put("counts", counts(manifest.counts()));
    values.put("rows", manifest.rows());
    return values;
  }

  /** The counts by the names of the manifest. */
  public static Map<String, Object> counts(Counts counts) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("in", counts.in());
    values.put("used", counts.used());
    values.put("rejected", counts.rejected());
    values.put("dead", counts.dead());
    values.put("rejected_by_rule", counts.rejectedByRule());
    values.put("dead_by_class", counts.deadByClass());
    return values;
  }

  private static String rows(Manifest manifest) {
    Table table = Table.of("ROWS", "TRAIN", "VALIDATION", "TEST");
    for (Config config : Config.values()) {
      table.line(
          config.label(),
          manifest.rows(config, Split.TRAIN),
          manifest.rows(config, Split.VALIDATION),
          manifest.rows(config, Split.TEST));
    }
    return table.toString();
  }

  private static Map<String, Long> descending(Map<String, Long> counts) {
    Map<String, Long> sorted = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }
}
