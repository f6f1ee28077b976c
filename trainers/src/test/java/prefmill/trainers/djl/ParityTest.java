package prefmill.trainers.djl;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import prefmill.trainers.TestFiles;
import prefmill.trainers.adapter.PeftAdapter;
import prefmill.trainers.safetensors.FloatTensor;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.StepReport;
import prefmill.trainers.training.TrainedAdapter;
import prefmill.trainers.training.TrainingRun;

/** Follows TRL and PEFT from the same adapter over the same rows, step by step. */
class ParityTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Method.class)
  void followsTheReferenceRun(Method method) throws Exception {
    List<StepReport> steps = new ArrayList<>();

    TrainedAdapter adapter =
        DjlTrainer.of()
            .train(ParityRun.of(ParityRun.plan(method, 2, 1), folder.resolve("out")), steps::add);

    JsonNode log =
        TestFiles.json(TestFiles.parity("losses.json")).get(method.label()).get("trl_log");
    assertThat(steps, hasSize(log.size()));
    for (StepReport step : steps) {
      JsonNode want = log.get(step.step() - 1);
      double loss = want.get("loss").asDouble();
      assertThat("loss of " + step, Math.abs(step.loss() - loss) / loss, lessThan(1e-5));
      assertThat(step.gradientNorm(), closeTo(want.get("grad_norm").asDouble(), 1e-5));
      assertThat(step.learningRate(), is(want.get("learning_rate").asDouble()));
      if (method == Method.DPO) {
        assertThat(
            step.margin().getAsDouble(), closeTo(want.get("rewards/margins").asDouble(), 1e-4));
        assertThat(step.accuracy().getAsDouble(), is(want.get("rewards/accuracies").asDouble()));
      }
    }
    assertThat(steps.get(4).tokens(), is(log.get(4).get("num_tokens").asLong()));
    PeftAdapter ours = PeftAdapter.read(adapter.folder());
    PeftAdapter theirs = PeftAdapter.read(TestFiles.parity("final_adapter_" + method.label()));
    assertThat(ours.lora(), is(theirs.lora()));
    assertThat(ours.tensors().keySet(), is(theirs.tensors().keySet()));
    assertThat(largestDifference(ours.tensors(), theirs.tensors()), lessThan(1e-5));
  }

  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      names = {"DPO", "SFT"})
  void accumulatesGradientsToTheSameSteps(Method method) throws Exception {
    List<StepReport> whole = new ArrayList<>();
    List<StepReport> parts = new ArrayList<>();

    DjlTrainer.of()
        .train(ParityRun.of(ParityRun.plan(method, 4, 1), folder.resolve("whole")), whole::add);
    DjlTrainer.of()
        .train(ParityRun.of(ParityRun.plan(method, 2, 2), folder.resolve("parts")), parts::add);

    assertThat(parts, hasSize(whole.size()));
    for (int i = 0; i < whole.size(); i++) {
      assertThat(parts.get(i).loss(), closeTo(whole.get(i).loss(), 2e-6 * whole.get(i).loss()));
    }
  }

  /** Each part has a divergence of its own, so that the step's loss is the mean of its parts'. */
  @Test
  void accumulatesGradientsOfVerdictsByTheMeanOfTheirParts() throws Exception {
    List<StepReport> parts = new ArrayList<>();
    DjlTrainer.of()
        .train(ParityRun.of(ParityRun.plan(Method.KTO, 2, 2), folder.resolve("parts")), parts::add);
    double sum = 0;
    for (int from : List.of(0, 2)) {
      List<StepReport> one = new ArrayList<>();
      TrainingRun run =
          ParityRun.of(ParityRun.plan(Method.KTO, 2, 1), folder.resolve("from" + from));
      DjlTrainer.of()
          .train(
              new TrainingRun(
                  run.key(),
                  run.baseModel(),
                  run.baseModelName(),
                  ParityRun.examples(Method.KTO, from, from + 2),
                  run.plan(),
                  run.start(),
                  run.output()),
              one::add);
      sum += one.get(0).loss();
    }
    assertThat(parts, hasSize(3));
    assertThat(parts.get(0).loss(), closeTo(sum / 2, 2e-6 * sum));
  }

  static double largestDifference(Map<String, FloatTensor> a, Map<String, FloatTensor> b) {
    double largest = 0;
    for (String name : a.keySet()) {
      float[] x = a.get(name).toArray();
      float[] y = b.get(name).toArray();
      for (int i = 0; i < x.length; i++) {
        largest = Math.max(largest, Math.abs(x[i] - y[i]));
      }
    }
    return largest;
  }
}
