package prefmill.trainers.djl;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import prefmill.trainers.TestFiles;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.StepReport;
import prefmill.trainers.training.TrainingPlan;

/** The first step's loss is the formula's, over the reference run's log-probabilities. */
class PairLossTest {
  private static final double BETA = 0.1;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"sigmoid, 0", "sigmoid, 0.2", "robust, 0", "robust, 0.3", "ipo, 0"})
  void isItsFormula(String type, double smoothing) throws Exception {
    Map<String, Object> values = new TreeMap<>(ParityRun.plan(Method.DPO, 2, 1).hyperparameters());
    values.put("loss_type", type);
    values.put("label_smoothing", smoothing);
    List<StepReport> steps = new ArrayList<>();
    DjlTrainer.of()
        .train(
            ParityRun.of(TrainingPlan.of(Method.DPO, values), folder.resolve("out")), steps::add);

    JsonNode pairs = TestFiles.json(TestFiles.parity("losses.json")).get("pairs");
    double want = (loss(type, smoothing, pairs.get(0)) + loss(type, smoothing, pairs.get(1))) / 2;
    assertThat(steps.get(0).loss(), closeTo(want, 1e-5 * want));
  }

  private static double loss(String type, double smoothing, JsonNode pair) {
    double chosen = gain(pair, 0);
    double rejected = gain(pair, 1);
    if (type.equals("ipo")) {
      double gap =
          chosen / pair.get("chosen_ids").size() - rejected / pair.get("rejected_ids").size();
      return Math.pow(gap - 1 / (2 * BETA), 2);
    }
    double z = BETA * (chosen - rejected);
    double asLabelled = Math.log1p(Math.exp(-z));
    double flipped = Math.log1p(Math.exp(z));
    return type.equals("robust")
        ? ((1 - smoothing) * asLabelled - smoothing * flipped) / (1 - 2 * smoothing)
        : (1 - smoothing) * asLabelled + smoothing * flipped;
  }

  private static double gain(JsonNode pair, int side) {
    return pair.get("policy").get(side).asDouble() - pair.get("reference").get(side).asDouble();
  }
}
