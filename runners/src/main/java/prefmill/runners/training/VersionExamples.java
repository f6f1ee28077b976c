package prefmill.runners.training;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import prefmill.datasets.read.VersionReader;
import prefmill.datasets.rows.ChatMessage;
import prefmill.datasets.rows.PreferenceRow;
import prefmill.datasets.rows.SftRow;
import prefmill.datasets.rows.Split;
import prefmill.datasets.rows.UnpairedRow;
import prefmill.trainers.examples.DemonstrationExample;
import prefmill.trainers.examples.PreferenceExample;
import prefmill.trainers.examples.Tools;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.examples.Turn;
import prefmill.trainers.examples.VerdictExample;
import prefmill.trainers.training.Method;

/** The rows of a published version in the form that trainers learn from. */
public final class VersionExamples {
  private final VersionReader version;

  private VersionExamples(VersionReader version) {
    this.version = version;
  }

  /** The rows of the version in a folder. */
  public static VersionExamples of(Path folder) throws IOException {
    return new VersionExamples(VersionReader.open(folder));
  }

  /** The day as of which the version was built (UTC), which chat templates take for today. */
  public LocalDate day() {
    return LocalDate.ofInstant(Instant.parse(version.manifest().asOf()), ZoneOffset.UTC);
  }

  /** The rows of one side that a method learns from. */
  public TrainingExamples examples(Method method, Split split) {
    return switch (method) {
      case DPO -> new TrainingExamples.Preferences(preferences(split));
      case SFT -> new TrainingExamples.Demonstrations(demonstrations(split));
      case KTO -> new TrainingExamples.Verdicts(verdicts(split));
    };
  }

  /** The preference pairs of one side. */
  public List<PreferenceExample> preferences(Split split) {
    try (Stream<PreferenceRow> rows = version.preferences(split)) {
      return rows.map(
              row ->
                  new PreferenceExample(
                      row.rowId(),
                      turns(row.prompt()),
                      turns(row.chosen()),
                      turns(row.rejected()),
                      Tools.of(row.tools()),
                      row.weight()))
          .toList();
    }
  }

  /** The demonstrations of one side. */
  public List<DemonstrationExample> demonstrations(Split split) {
    try (Stream<SftRow> rows = version.demonstrations(split)) {
      return rows.map(
              row ->
                  new DemonstrationExample(
                      row.rowId(), turns(row.messages()), Tools.of(row.tools()), row.weight()))
          .toList();
    }
  }

  /** The categories of the pairs and demonstrations of one side by row_id, of those with one. */
  public Map<String, String> categories(Split split) {
    Map<String, String> categories = new HashMap<>();
    try (Stream<PreferenceRow> pairs = version.preferences(split);
        Stream<SftRow> chats = version.demonstrations(split)) {
      pairs.forEach(row -> categories.put(row.rowId(), row.category()));
      chats.forEach(row -> categories.put(row.rowId(), row.category()));
    }
    categories.values().removeIf(Objects::isNull);
    return categories;
  }

  private List<VerdictExample> verdicts(Split split) {
    try (Stream<UnpairedRow> rows = version.unpaired(split)) {
      return rows.map(
              row ->
                  new VerdictExample(
                      row.rowId(),
                      turns(row.prompt()),
                      turns(row.completion()),
                      row.label(),
                      Tools.of(row.tools()),
                      row.weight()))
          .toList();
    }
  }

  private static List<Turn> turns(List<ChatMessage> messages) {
    return messages.stream().map(m -> new Turn(m.role(), m.content())).toList();
  }
}
