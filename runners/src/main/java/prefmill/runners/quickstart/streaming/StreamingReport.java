package prefmill.runners.quickstart.streaming;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import prefmill.datasets.store.PublishedVersion;
import prefmill.runners.cli.Output;
import prefmill.runners.cli.VersionSummary;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.report.FiguresView;
import prefmill.runners.report.FiguresView.By;
import prefmill.runners.run.BuildReport;

/** The streaming quickstart's closing summary. */
public final class StreamingReport {
  private StreamingReport() {}

  /**
   * Writes what happened and what to try next.
   *
   * @throws CommandFailure if the stream and the files gave different rows
   */
  public static void write(Output output, StreamingResult result) {
    if (!result.same()) {
      throw CommandFailure.failed(
          "The stream and the files in %s gave different versions: please report it."
              .formatted(result.folder()));
    }
    PublishedVersion version = result.streamed().version();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("folder", result.folder().toString());
    values.put("config", result.policy().toString());
    values.put("landed", result.landed());
    values.put("figures", FiguresView.json(result.figures()));
    values.put("build", BuildReport.json(result.streamed()));
    values.put("content_hash_of_files", result.fromFiles().version().manifest().contentHash());
    String config = " --config " + nearby(result.policy());
    output.result(
        values,
        """

        1. Feedback that came on three Kafka topics, landed while it came: %,d events

        2. How it went, counted while it landed (and the same in batch)

        %s
        3. The version that was built of it

        %s
        4. The same feedback read from files: the same rows, content %.8s

        5. What to try next

           Recompute every hash of the version from its files:
             ./prefmill dataset verify%s
           Ask why an event is not in the dataset:
             ./prefmill dataset explain EVENT_ID%s
           See the figures by day, and what would raise an alert:
             ./prefmill report --days 365%s
           Stream topics of your own: docs/streaming.md
        """
            .formatted(
                result.landed(),
                FiguresView.text(result.figures(), By.ACTION).indent(3),
                VersionSummary.text(version).indent(3),
                version.manifest().contentHash(),
                config,
                config,
                config));
  }

  private static Path nearby(Path file) {
    Path here = Path.of("").toAbsolutePath();
    return file.startsWith(here) ? here.relativize(file) : file;
  }
}
