package prefmill.datasets.card;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import prefmill.datasets.manifest.Counts;
import prefmill.datasets.manifest.Manifest;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.Split;

/**
 * The dataset card, README.md: a YAML head that makes load_dataset(folder, "preference") work, and
 * a page for people.
 *
 * <p>The head names only configs and splits that have rows: load_dataset refuses a split whose file
 * is missing, and with it the whole config.
 */
public final class DatasetCard {
  /** The file's name in the version's folder. */
  public static final String FILE = "README.md";

  private DatasetCard() {}

  /** The card of a version. */
  public static String of(Manifest manifest) {
    return CardHead.of(manifest)
        + title(manifest)
        + rows(manifest)
        + outcomes(manifest)
        + statistics(manifest)
        + origin(manifest)
        + limits();
  }

  private static String title(Manifest manifest) {
    return """

        # %s, version %s

        Examples made of people's feedback on a language model's answers: preference pairs (`preference`),
        answers with a verdict (`unpaired`) and demonstrations (`sft`).

            from datasets import load_dataset
            load_dataset("path/of/this/folder", "preference")

        """
        .formatted(manifest.dataset(), manifest.version());
  }

  private static String rows(Manifest manifest) {
    StringBuilder table =
        new StringBuilder("| config | train | validation | test |\n|---|---:|---:|---:|\n");
    for (Config config : Config.values()) {
      table.append("| ").append(config.label());
      for (Split split : Split.values()) {
        table.append(" | ").append(manifest.rows(config, split));
      }
      table.append(" |\n");
    }
    return table.toString();
  }

  private static String outcomes(Manifest manifest) {
    Counts counts = manifest.counts();
    Map<String, Long> whyNot = new TreeMap<>();
    counts.rejectedByRule().forEach((rule, n) -> whyNot.put("rejected, " + rule, n));
    counts.deadByClass().forEach((name, n) -> whyNot.put("dead letter, " + name, n));
    StringBuilder text = new StringBuilder("\n## What came in, what was kept, and why not\n\n");
    text.append("| events | |\n|---|---:|\n");
    line(text, "came in", counts.in());
    line(text, "used", counts.used());
    whyNot.forEach((reason, n) -> line(text, reason, n));
    return text.append(
            "\n`ledger/` has one row for every event; `prefmill dataset explain EVENT_ID` tells its story.\n")
        .toString();
  }

  private static String statistics(Manifest manifest) {
    if (manifest.statistics().isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("\n## Statistics\n\n| | |\n|---|---:|\n");
    manifest.statistics().forEach((name, value) -> statistic(text, List.of(name), value));
    return text.toString();
  }

  /** A number in a line of its own, also where numbers stand below names. */
  private static void statistic(StringBuilder text, List<String> path, Object value) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, inner) -> statistic(text, below(path, key.toString()), inner));
    } else {
      line(text, StatisticWords.of(path), value);
    }
  }

  private static List<String> below(List<String> path, String key) {
    return Stream.concat(path.stream(), Stream.of(key)).toList();
  }

  private static String origin(Manifest manifest) {
    StringBuilder text = new StringBuilder("\n## How it was made\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            "By Prefmill %s as of %s, from:\n\n",
            manifest.codeVersion(),
            manifest.asOf()));
    manifest
        .sources()
        .forEach(
            source ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "- %s (%s, preset %s)\n",
                        source.name(),
                        source.kind(),
                        source.preset())));
    return text.append("\ncontent hash `")
        .append(manifest.contentHash())
        .append("`, policy `")
        .append(manifest.policyHash())
        .append("`\n")
        .toString();
  }

  private static String limits() {
    return """

        ## Limits

        - Personal data was masked by rules before anything else; rules miss what has no shape, such as most names.
        - The verdicts are those of the people who gave feedback: they are no sample of all users, and people err.
        - Sides are kept apart by person, conversation and context; train on `train`, choose on `validation`, judge on `test`.
        - `weight` and `strength` are advice: trainers that ignore them train every row alike.
        """;
  }

  private static void line(StringBuilder table, String name, Object value) {
    table.append("| ").append(cell(name)).append(" | ").append(value).append(" |\n");
  }

  // A category is somebody's text: it must neither break the table nor reach a terminal as a
  // command.
  private static String cell(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}]", " ").replace("|", "\\|").replace("<", "&lt;");
  }
}
