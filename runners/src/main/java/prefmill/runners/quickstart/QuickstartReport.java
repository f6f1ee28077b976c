package prefmill.runners.quickstart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import prefmill.datasets.read.VersionReader;
import prefmill.datasets.rows.ChatMessage;
import prefmill.datasets.rows.PreferenceRow;
import prefmill.datasets.rows.Split;
import prefmill.datasets.store.PublishedVersion;
import prefmill.runners.cli.Output;
import prefmill.runners.cli.VersionSummary;
import prefmill.runners.nightly.NightlyReport;
import prefmill.runners.run.BuildReport;
import prefmill.trainers.registry.entry.RegisteredAdapter;

/** The quickstart's closing summary. */
public final class QuickstartReport {
  private static final Pattern BLANK = Pattern.compile("(?m)^ +$");

  private QuickstartReport() {}

  /** Writes what happened and what to try next. */
  public static void write(Output output, QuickstartResult result) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("folder", result.folder().toString());
    values.put("config", result.policy().toString());
    values.putAll(NightlyReport.json(result.nightly()));
    output.result(values, text(result));
  }

  private static String text(QuickstartResult result) throws IOException {
    PublishedVersion version = result.nightly().built().version();
    if (version == null) {
      return BuildReport.text(result.nightly().built());
    }
    StringBuilder text = new StringBuilder("\n");
    if (!result.nightly().changed()) {
      text.append("Nothing changed since the last run: the same version, the same adapter.\n\n");
    }
    text.append("1. Feedback in, dataset version out\n\n");
    text.append(VersionSummary.text(version).indent(3));
    text.append("\n2. One of its preference pairs\n\n").append(example(version).indent(3));
    text.append("\n3. The adapter that was trained on it\n\n");
    text.append(adapter(result).indent(3));
    text.append("\n4. What to try next\n\n").append(next(result).indent(3));
    return BLANK.matcher(text).replaceAll("");
  }

  private static String example(PublishedVersion version) throws IOException {
    try (Stream<PreferenceRow> rows =
        VersionReader.open(version.folder()).preferences(Split.TRAIN)) {
      return rows.filter(row -> row.evidence().equals("correction"))
          .findFirst()
          .map(
              row ->
                  "prompt:   %s\nchosen:   %s\nrejected: %s\nevidence: %s\n"
                      .formatted(
                          said(row.prompt()),
                          said(row.chosen()),
                          said(row.rejected()),
                          row.evidence()))
          .orElse("none\n");
    }
  }

  private static String said(List<ChatMessage> messages) {
    return messages.get(messages.size() - 1).content().replace("\n", "\n          ");
  }

  private static String adapter(QuickstartResult result) {
    RegisteredAdapter adapter = result.nightly().adapter();
    if (adapter == null) {
      return "none: the policy has no training";
    }
    Map<String, Object> training = result.nightly().training();
    Map<String, Object> metrics = adapter.performanceMetrics();
    return """
        registry row: %s, %s on %s, status %s
        dataset:      content %.8s
        training:     %s steps on %s pairs, mean loss %s in the first tenth of them, %s in the last
        held out:     prefers what people preferred in %s of %s pairs it never saw (base model: %s),
                      by a mean margin of %s
        files:        %s
        """
        .formatted(
            adapter.modelId(),
            adapter.method(),
            adapter.baseModel(),
            adapter.status().name().toLowerCase(Locale.ROOT),
            adapter.datasetContentHash(),
            training.get("steps"),
            training.get("rows"),
            decimals(training.get("first_loss")),
            decimals(training.get("last_loss")),
            percent(metrics.get("preference_accuracy")),
            metrics.get("pairs"),
            percent(metrics.get("base_accuracy_per_token")),
            decimals(metrics.get("mean_margin")),
            adapter.adapterUri());
  }

  private static String next(QuickstartResult result) {
    String config = " --config " + nearby(result.policy());
    return """
        Recompute every hash of the version from its files:
          ./prefmill dataset verify%s
        Ask what the adapter was trained on, and how:
          ./prefmill registry show%s
        Run the quickstart again: nothing changes, and it says so.
        Begin with feedback of your own:
          ./prefmill init --preset native
        """
        .formatted(config, config);
  }

  private static Path nearby(Path file) {
    Path here = Path.of("").toAbsolutePath();
    return file.startsWith(here) ? here.relativize(file) : file;
  }

  private static String decimals(Object value) {
    return value instanceof Number n ? String.format(Locale.ROOT, "%.4f", n.doubleValue()) : "-";
  }

  private static String percent(Object share) {
    return share instanceof Number n
        ? String.format(Locale.ROOT, "%.1f %%", 100 * n.doubleValue())
        : "-";
  }
}
