package prefmill.runners.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import prefmill.datasets.canonical.Decimals;
import prefmill.datasets.diff.VersionDiff;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.publish.Assembly;
import prefmill.runners.cli.DiffView;
import prefmill.runners.cli.Output;
import prefmill.runners.cli.Table;
import prefmill.runners.cli.VersionSummary;

/** Tells what a dry run found. */
public final class TrialReport {
  private static final int SETTINGS_SHOWN = 2;

  private TrialReport() {}

  /** Writes it. */
  public static void write(Output output, Trial trial) {
    if (trial.assembly().isEmpty()) {
      output.result(
          Map.of("status", "dry_run", "counts", Map.of("in", 0)), "No source has any event.");
      return;
    }
    Assembly assembly = trial.assembly().get();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("status", "dry_run");
    values.put("content_hash", assembly.contentHash());
    values.put("counts", VersionSummary.counts(assembly.counts()));
    values.put("rows", assembly.rows());
    values.put("rules", trial.rules());
    trial
        .diff()
        .ifPresent(
            diff -> {
              values.put("against", trial.compared().orElseThrow().number());
              values.put("changes", DiffView.json(diff));
            });
    Table rows = Table.of("ROWS", "COUNT");
    assembly
        .rows()
        .forEach(
            (config, splits) -> splits.forEach((split, n) -> rows.line(config + "/" + split, n)));
    output.result(
        values,
        "Dry run: nothing was written.\n\n%s\n%s%s%s"
            .formatted(
                VersionSummary.outcomes(assembly.counts()), rows, rules(trial), changes(trial)));
  }

  private static String changes(Trial trial) {
    if (trial.diff().isEmpty()) {
      return "";
    }
    VersionDiff diff = trial.diff().get();
    PublishedVersion version = trial.compared().orElseThrow();
    return "\nAgainst %s@%d: %,d rows would stay, %,d come, %,d go, %,d change sides.\n%s"
        .formatted(
            version.manifest().dataset(),
            version.number(),
            diff.carried(),
            VersionDiff.total(diff.added()),
            VersionDiff.total(diff.removed()),
            VersionDiff.total(diff.moved()),
            DiffView.text(diff));
  }

  private static String rules(Trial trial) {
    Table table =
        trial.allReasons()
            ? Table.of("RULE", "REFUSES ALONE", "ENDS HERE", "THRESHOLDS", "MEASURED")
            : Table.of("RULE", "ENDS HERE", "THRESHOLDS", "MEASURED");
    for (RuleEffect rule : trial.rules()) {
      String settings = settings(rule.settings());
      if (trial.allReasons()) {
        table.line(rule.rule(), rule.alone(), rule.first(), settings, measured(rule.measured()));
      } else {
        table.line(rule.rule(), rule.first(), settings, measured(rule.measured()));
      }
    }
    return table.isEmpty()
        ? ""
        : "\n%sMEASURED: least, 10 %%, median, 90 %% and greatest of the values refused (equal ones once).\n"
            .formatted(table);
  }

  private static String settings(Map<String, ?> settings) {
    String shown =
        settings.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .limit(SETTINGS_SHOWN)
            .map(each -> each.getKey() + " " + plain(each.getValue()))
            .collect(Collectors.joining(", "));
    int more = settings.size() - SETTINGS_SHOWN;
    return more > 0 ? shown + ", " + more + " more" : shown;
  }

  private static String measured(List<Double> quantiles) {
    return quantiles.stream()
        .distinct()
        .map(TrialReport::plain)
        .collect(Collectors.joining(" .. "));
  }

  private static String plain(Object value) {
    return value instanceof Double number ? Decimals.plain(number) : String.valueOf(value);
  }
}
