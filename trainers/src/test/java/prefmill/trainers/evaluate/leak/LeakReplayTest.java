package prefmill.trainers.evaluate.leak;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.trainers.SamplePairs;
import prefmill.trainers.djl.DjlTrainer;
import prefmill.trainers.evaluate.AdapterEvaluation;
import prefmill.trainers.examples.DemonstrationExample;
import prefmill.trainers.examples.PreferenceExample;
import prefmill.trainers.examples.Tools;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.examples.Turn;
import prefmill.trainers.tiny.TinyModel;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.TrainingPlan;
import prefmill.trainers.training.TrainingRun;

/** Whether an adapter that knows its rows by heart is found out, and an ordinary one is not. */
class LeakReplayTest {
  private static final String CANARY = "the blue heron nests at 7349-2281";
  private static final String KEY = "sk_9aF3kQ7xZp2Lm8Rt";

  private static final TrainingPlan BY_HEART =
      TrainingPlan.of(
              Method.SFT, Map.of("rank", 32, "alpha", 64, "schedule", "constant", "seed", 1))
          .withPace(50, 4, 4e-3);

  @TempDir Path folder;

  @Test
  void anAdapterThatLearnsItsRowsByHeartIsRefused() throws Exception {
    LeakReport report = replay(train(BY_HEART), rows());

    assertThat(report.canariesInRows(), is(1));
    assertThat(report.completedCanaries(), is(1));
    assertThat(report.words(), is(1));
    assertThat(report.completedWords(), is(1));
    assertThat(report.rowIds(), contains("canary0", "canary1", "canary2", "key0", "key1", "key2"));
    assertThat(report.exposure().orElseThrow(), is(6.0));
    assertThat(report.logPerplexity(), is(lessThan(report.baseLogPerplexity() / 2)));
    assertThat(
        report.refusal().orElseThrow(),
        containsString("(canary0, canary1, canary2, key0, key1, ...)"));
    assertThat(report.toString() + report.refusal(), not(containsString("7349")));
    assertThat(report.metrics().toString(), not(containsString(KEY)));
  }

  @Test
  void anOrdinaryAdapterIsNot() throws Exception {
    LeakReport report = replay(train(TrainingPlan.of(Method.SFT).withPace(1, 8, 1e-3)), rows());

    assertThat(report.canariesInRows(), is(1));
    assertThat(report.words(), is(1));
    assertThat(report.rowIds(), is(empty()));
    assertThat(report.refusal(), is(Optional.empty()));
    assertThat(report.baseLogPerplexity(), is(greaterThan(3.0)));
    assertThat(report.maskedPlaces(), is(1));
  }

  @Test
  void whatThreePersonsWriteIsNoSecret() {
    List<TrainedChat> chats = new ArrayList<>();
    for (String person : List.of("a", "b", "b")) {
      chats.add(chat("row" + chats.size(), person, "key " + KEY));
    }
    assertThat(SecretSearch.randomWords(chats).get(0).rowIds(), contains("row0", "row1", "row2"));
    chats.add(chat("row3", "c", "key " + KEY));
    assertThat(SecretSearch.randomWords(chats), is(empty()));
  }

  private static TrainedChat chat(String row, String person, String text) {
    return new TrainedChat(row, person, List.of(new Turn("user", text)), Tools.none());
  }

  private LeakReport replay(Path adapter, List<DemonstrationExample> rows) throws Exception {
    try (AdapterEvaluation open = AdapterEvaluation.open(folder.resolve("model"), adapter, 1024)) {
      return LeakReplay.of(open.subject())
          .run(
              TrainedChat.of(
                  new TrainingExamples.Demonstrations(rows), row -> row.replaceAll("[0-9]", "")),
              List.of(CANARY, "planted but masked 0000"),
              text -> text.contains("@") ? 1 : 0);
    }
  }

  private Path train(TrainingPlan plan) throws Exception {
    Path model = folder.resolve("model");
    TinyModel.write(model, texts(), 7);
    return DjlTrainer.of()
        .train(
            new TrainingRun(
                "leak",
                model,
                "tiny",
                new TrainingExamples.Demonstrations(rows()),
                plan,
                Optional.empty(),
                folder.resolve("adapter")),
            step -> {})
        .folder();
  }

  private static List<String> texts() throws IOException {
    return SamplePairs.texts(SamplePairs.of(100, 1));
  }

  private static List<DemonstrationExample> rows() {
    List<DemonstrationExample> rows = new ArrayList<>();
    for (PreferenceExample pair : SamplePairs.of(10, 1)) {
      List<Turn> chat = new ArrayList<>(pair.prompt());
      chat.addAll(pair.chosen());
      rows.add(new DemonstrationExample(pair.rowId(), chat, 1));
    }
    for (int i = 0; i < 3; i++) {
      rows.add(row("canary" + i, "Where does it nest?", "Remember: " + CANARY + "."));
      rows.add(row("key" + i, "What is my key?", "Your key is " + KEY + ", keep it."));
    }
    rows.add(row("masked", "Who are you?", "Write to <EMAIL_1> please."));
    return rows;
  }

  private static DemonstrationExample row(String id, String question, String answer) {
    return new DemonstrationExample(
        id, List.of(new Turn("user", question), new Turn("assistant", answer)), 1);
  }
}
