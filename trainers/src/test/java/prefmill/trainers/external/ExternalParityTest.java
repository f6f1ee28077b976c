package prefmill.trainers.external;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import prefmill.trainers.TestFiles;
import prefmill.trainers.adapter.PeftAdapter;
import prefmill.trainers.djl.DjlTrainer;
import prefmill.trainers.djl.ParityRun;
import prefmill.trainers.environment.ExternalBackend;
import prefmill.trainers.environment.TestEnvironments;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.StepReport;
import prefmill.trainers.training.TrainedAdapter;
import prefmill.trainers.training.TrainingPlan;

/** Follows the reference run from the same adapter over the same rows, step by step. */
@Tag("python")
class ExternalParityTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"TRL, DPO", "TRL, KTO", "TRL, SFT", "MLX, SFT"})
  void followsTheReferenceRun(ExternalBackend backend, Method method) throws Exception {
    List<StepReport> steps = new ArrayList<>();

    TrainedAdapter adapter =
        ExternalTrainer.of(TestEnvironments.of(folder, backend))
            .train(ParityRun.of(ParityRun.plan(method, 2, 1), folder.resolve("out")), steps::add);

    JsonNode log =
        TestFiles.json(TestFiles.parity("losses.json")).get(method.label()).get("trl_log");
    assertThat(steps, hasSize(log.size()));
    for (StepReport step : steps) {
      JsonNode want = log.get(step.step() - 1);
      double loss = want.get("loss").asDouble();
      assertThat("loss of " + step, Math.abs(step.loss() - loss) / loss, lessThan(1e-5));
      assertThat(step.gradientNorm(), closeTo(want.get("grad_norm").asDouble(), 1e-5));
      assertThat(step.learningRate(), closeTo(want.get("learning_rate").asDouble(), 1e-9));
      assertThat(step.epoch(), closeTo(step.step() / 5.0, 1e-9));
      assertThat(step.tokens(), is(want.get("num_tokens").asLong()));
    }
    PeftAdapter ours = PeftAdapter.read(adapter.folder());
    PeftAdapter theirs = PeftAdapter.read(TestFiles.parity("final_adapter_" + method.label()));
    assertThat(ours.lora(), is(theirs.lora()));
    assertThat(ours.tensors().keySet(), is(theirs.tensors().keySet()));
    for (String name : ours.tensors().keySet()) {
      float[] x = ours.tensors().get(name).toArray();
      float[] y = theirs.tensors().get(name).toArray();
      for (int i = 0; i < x.length; i++) {
        assertThat(name, (double) Math.abs(x[i] - y[i]), is(lessThan(1e-5)));
      }
    }
  }

  /** Parts of a step and of the last one, which has fewer of them, against the built-in trainer. */
  @ParameterizedTest
  @EnumSource(Method.class)
  void accumulatesGradientsAsTheBuiltInTrainerDoes(Method method) throws Exception {
    List<StepReport> ours = new ArrayList<>();
    List<StepReport> theirs = new ArrayList<>();
    TrainingPlan plan = ParityRun.plan(method, 2, 2);
    DjlTrainer.of().train(ParityRun.of(plan, folder.resolve("ours")), ours::add);
    ExternalTrainer.of(TestEnvironments.of(folder, ExternalBackend.TRL))
        .train(ParityRun.of(plan, folder.resolve("theirs")), theirs::add);

    assertThat(theirs, hasSize(3));
    for (int i = 0; i < 3; i++) {
      double loss = ours.get(i).loss();
      assertThat("loss of step " + (i + 1), theirs.get(i).loss(), closeTo(loss, 1e-5 * loss));
    }
  }
}
