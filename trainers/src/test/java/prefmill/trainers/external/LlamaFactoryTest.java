package prefmill.trainers.external;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import prefmill.trainers.TestFiles;
import prefmill.trainers.adapter.PeftAdapter;
import prefmill.trainers.djl.ParityRun;
import prefmill.trainers.environment.ExternalBackend;
import prefmill.trainers.environment.TestEnvironments;
import prefmill.trainers.examples.DemonstrationExample;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.examples.Turn;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.StepReport;
import prefmill.trainers.training.TrainedAdapter;
import prefmill.trainers.training.TrainingException;
import prefmill.trainers.training.TrainingPlan;
import prefmill.trainers.training.TrainingRun;

/** Runs against the real LLaMA-Factory, whose environment is large: only with ./verify --all. */
@Tag("python")
@Tag("soak")
class LlamaFactoryTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Method.class)
  void trainsOnEveryRow(Method method) throws Exception {
    List<StepReport> steps = new ArrayList<>();
    TrainedAdapter adapter =
        trainer()
            .train(ParityRun.of(ParityRun.plan(method, 2, 1), folder.resolve("out")), steps::add);

    assertThat(adapter.rows(), is(10));
    assertThat(steps, hasSize(5));
    assertThat(steps.get(0).learningRate(), is(1e-3));
    if (method == Method.DPO) {
      double first =
          TestFiles.json(TestFiles.parity("losses.json")).at("/dpo/trl_log/0/loss").asDouble();
      assertThat("sent as the same chats", steps.get(0).loss(), closeTo(first, 1e-3));
    }
    assertThat(PeftAdapter.read(adapter.folder()).tensors().size(), is(28));
  }

  @Test
  void refusesChatsThatItWouldDropWithoutAWord() throws Exception {
    List<DemonstrationExample> chats =
        new ArrayList<>(((TrainingExamples.Demonstrations) ParityRun.examples(Method.SFT)).rows());
    Turn question = new Turn("user", "How do I pay?");
    chats.add(
        new DemonstrationExample(
            "twice", List.of(question, question, new Turn("assistant", "By card.")), 1));
    TrainingPlan plan = ParityRun.plan(Method.SFT, 2, 1);
    TrainingRun run =
        new TrainingRun(
            "k",
            TestFiles.parity("model"),
            "model",
            new TrainingExamples.Demonstrations(chats),
            plan,
            Optional.empty(),
            folder.resolve("out"));

    TrainingException refused =
        assertThrows(TrainingException.class, () -> trainer().train(run, step -> {}));

    assertThat(refused.getMessage(), containsString("would train on 10 of 11 rows"));
  }

  private ExternalTrainer trainer() throws Exception {
    return ExternalTrainer.of(
        TestEnvironments.of(folder.resolve("env"), ExternalBackend.LLAMAFACTORY));
  }
}
