package prefmill.runners.run;

import java.util.LinkedHashMap;
import java.util.Map;
import prefmill.pipelines.publish.Assembly;
import prefmill.pipelines.run.BuildResult;
import prefmill.pipelines.run.IngestResult;
import prefmill.runners.cli.Output;
import prefmill.runners.cli.Table;
import prefmill.runners.cli.VersionSummary;

/** Tells how an ingest or a build ended. */
public final class BuildReport {
  private BuildReport() {}

  /** How an ingest ended. */
  public static void ingested(Output output, IngestResult result) {
    boolean nothing = result.equals(IngestResult.NOTHING_NEW);
    output.result(
        ingestJson(result),
        nothing
            ? "Nothing new: no source has an event that the log does not hold."
            : "%,d events landed from %d source%s; dead letters: %s."
                .formatted(
                    result.events(),
                    result.sources(),
                    result.sources() == 1 ? "" : "s",
                    result.deadLetterFiles() == 0 ? "none" : "some, see `dataset show`"));
  }

  /** How a build ended. */
  public static void built(Output output, IngestResult ingested, BuildResult built) {
    Map<String, Object> values = json(built);
    values.put("ingested", ingestJson(ingested));
    output.result(values, text(built));
  }

  /** What a dry run found. */
  public static void tried(Output output, DatasetBuild.Trial trial) {
    Assembly assembly = trial.assembly();
    if (assembly == null) {
      output.result(
          Map.of("status", "dry_run", "counts", Map.of("in", 0)), "No source has any event.");
      return;
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("status", "dry_run");
    values.put("content_hash", assembly.contentHash());
    values.put("counts", VersionSummary.counts(assembly.counts()));
    values.put("rows", assembly.rows());
    Table rows = Table.of("ROWS", "COUNT");
    assembly
        .rows()
        .forEach(
            (config, splits) -> splits.forEach((split, n) -> rows.line(config + "/" + split, n)));
    output.result(
        values,
        "Dry run: nothing was written.\n\n%s\n%s"
            .formatted(VersionSummary.outcomes(assembly.counts()), rows));
  }

  /** A build for programs. */
  public static Map<String, Object> json(BuildResult built) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (built.version() == null) {
      values.put("status", "no_version");
      values.put("reason", built.reason());
      values.put("counts", VersionSummary.counts(built.counts()));
    } else {
      values.put("status", built.changed() ? "published" : "unchanged");
      values.putAll(VersionSummary.json(built.version()));
      values.put("redeliveries", built.redeliveries());
    }
    return values;
  }

  /** A build for people. */
  public static String text(BuildResult built) {
    if (built.version() == null) {
      return "No version: %s.\n\n%s"
          .formatted(built.reason(), VersionSummary.outcomes(built.counts()));
    }
    return built.changed()
        ? "Published " + VersionSummary.text(built.version())
        : "Unchanged: %s@%d (content %.8s) holds these rows already."
            .formatted(
                built.version().manifest().dataset(),
                built.version().number(),
                built.version().manifest().contentHash());
  }

  private static Map<String, Object> ingestJson(IngestResult result) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("events", result.events());
    values.put("dead_letter_files", result.deadLetterFiles());
    values.put("sources", result.sources());
    return values;
  }
}
