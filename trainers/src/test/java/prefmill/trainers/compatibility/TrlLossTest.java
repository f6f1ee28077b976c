package prefmill.trainers.compatibility;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.trainers.TestFiles;
import prefmill.trainers.djl.DjlTrainer;
import prefmill.trainers.examples.PreferenceExample;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.StepReport;
import prefmill.trainers.training.TrainingPlan;
import prefmill.trainers.training.TrainingRun;

/** Follows the real TRL's further losses of pairs over all steps. */
@Tag("python")
class TrlLossTest {
  private static final Path START = TestFiles.parity("initial_adapter");

  @TempDir Path folder;

  @Test
  void everyLossFollowsTrl() throws Exception {
    Path out = folder.resolve("losses.json");
    PythonScript.of("prefmill.python", folder)
        .run(
            "trl_pair_losses.py",
            TestFiles.parity("model"),
            TestFiles.parity("dpo.jsonl"),
            START,
            out);
    JsonNode losses = TestFiles.json(out);
    for (String type : List.of("ipo", "robust")) {
      List<StepReport> steps = train(type, type.equals("robust") ? 0.2 : 0);
      assertThat(steps.size(), is(losses.get(type).size()));
      for (int i = 0; i < steps.size(); i++) {
        double want = losses.get(type).get(i).asDouble();
        assertThat(type + " " + i, steps.get(i).loss(), closeTo(want, 1e-5 * want));
      }
    }
  }

  private List<StepReport> train(String type, double smoothing) throws Exception {
    List<StepReport> steps = new ArrayList<>();
    DjlTrainer.of()
        .train(
            new TrainingRun(
                type,
                TestFiles.parity("model"),
                "model",
                new TrainingExamples.Preferences(pairs()),
                TrainingPlan.of(
                    Method.DPO,
                    Map.of(
                        "rank",
                        4,
                        "alpha",
                        8,
                        "epochs",
                        1,
                        "batch_size",
                        2,
                        "schedule",
                        "constant",
                        "learning_rate",
                        1e-3,
                        "shuffle",
                        false,
                        "loss_type",
                        type,
                        "label_smoothing",
                        smoothing)),
                Optional.of(START),
                folder.resolve(type)),
            steps::add);
    return steps;
  }

  private static List<PreferenceExample> pairs() throws Exception {
    List<PreferenceExample> pairs = new ArrayList<>();
    for (JsonNode row : TestFiles.rows(TestFiles.parity("dpo.jsonl"))) {
      pairs.add(
          new PreferenceExample(
              "p" + pairs.size(),
              TestFiles.turns(row.get("prompt")),
              TestFiles.turns(row.get("chosen")),
              TestFiles.turns(row.get("rejected")),
              1));
    }
    return pairs;
  }
}
