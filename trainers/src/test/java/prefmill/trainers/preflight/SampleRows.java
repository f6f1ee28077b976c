package prefmill.trainers.preflight;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import prefmill.trainers.SamplePairs;
import prefmill.trainers.examples.DemonstrationExample;
import prefmill.trainers.examples.PreferenceExample;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.examples.Turn;
import prefmill.trainers.examples.VerdictExample;
import prefmill.trainers.tiny.TinyModel;

/** Ordinary rows of each kind, and single ones that are not. */
final class SampleRows {
  private SampleRows() {}

  static void writeModel(Path folder) throws IOException {
    TinyModel.write(folder, SamplePairs.texts(SamplePairs.of(60, 1)), 7);
  }

  static TrainingExamples pairs(int count, PreferenceExample... more) {
    List<PreferenceExample> rows = new ArrayList<>(SamplePairs.of(count, 1));
    rows.addAll(List.of(more));
    return new TrainingExamples.Preferences(rows);
  }

  static TrainingExamples chats(int count, DemonstrationExample... more) {
    return chats(count, 1, more);
  }

  static TrainingExamples weighted(int count, double weight) {
    return chats(count, weight);
  }

  static TrainingExamples verdicts(int count, VerdictExample... more) {
    List<VerdictExample> rows = new ArrayList<>();
    for (PreferenceExample pair : SamplePairs.of(count, 1)) {
      rows.add(new VerdictExample(pair.rowId(), pair.prompt(), pair.chosen(), true, 1));
    }
    rows.addAll(List.of(more));
    return new TrainingExamples.Verdicts(rows);
  }

  static PreferenceExample pair(String id, String chosen) {
    return new PreferenceExample(
        id,
        List.of(turn("user", "Why?")),
        List.of(turn("assistant", chosen)),
        List.of(turn("assistant", "No.")),
        1);
  }

  static DemonstrationExample chat(String id, String answer) {
    return new DemonstrationExample(
        id, List.of(turn("user", "Why?"), turn("assistant", answer)), 1);
  }

  static VerdictExample verdict(String id, String answer, boolean good) {
    return new VerdictExample(
        id, List.of(turn("user", "Why?")), List.of(turn("assistant", answer)), good, 1);
  }

  static Turn turn(String role, String content) {
    return new Turn(role, content);
  }

  private static TrainingExamples chats(int count, double weight, DemonstrationExample... more) {
    List<DemonstrationExample> rows = new ArrayList<>();
    for (PreferenceExample pair : SamplePairs.of(count, 1)) {
      rows.add(
          new DemonstrationExample(
              pair.rowId(),
              Stream.concat(pair.prompt().stream(), pair.chosen().stream()).toList(),
              weight));
    }
    rows.addAll(List.of(more));
    return new TrainingExamples.Demonstrations(rows);
  }
}
