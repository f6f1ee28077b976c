package prefmill.runners.run;

import java.util.LinkedHashMap;
import java.util.Map;
import prefmill.pipelines.run.IngestResult;
import prefmill.pipelines.run.LogPoint;
import prefmill.pipelines.run.build.BuildResult;
import prefmill.runners.cli.Output;
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
                    result.deadLetterFiles() == 0
                        ? "none"
                        : "some, see `dataset show` after the next build"));
  }

  /** How a build ended. */
  public static void built(Output output, IngestResult ingested, BuildResult built) {
    Map<String, Object> values = json(built);
    values.put("ingested", ingestJson(ingested));
    output.result(values, text(built));
  }

  /** How a build of an earlier point ended. */
  public static void rebuilt(Output output, LogPoint point, BuildResult built) {
    Map<String, Object> values = json(built);
    values.put("as_of", point.asOf().toString());
    boolean same = built.version() != null && !built.changed();
    output.result(
        values,
        same
            ? "As of %s: the same as version %d (content %.8s). Nothing was published."
                .formatted(
                    point.asOf(),
                    built.version().number(),
                    built.version().manifest().contentHash())
            : "As of " + point.asOf() + ": " + text(built));
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
