package prefmill.trainers.external;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import prefmill.datasets.canonical.Sha256;
import prefmill.trainers.SamplePairs;
import prefmill.trainers.adapter.MlxLayout;
import prefmill.trainers.adapter.PeftAdapter;
import prefmill.trainers.environment.ExternalBackend;
import prefmill.trainers.environment.TestEnvironments;
import prefmill.trainers.examples.DemonstrationExample;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.examples.Turn;
import prefmill.trainers.examples.VerdictExample;
import prefmill.trainers.tiny.TinyModel;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.Progress;
import prefmill.trainers.training.StepReport;
import prefmill.trainers.training.TrainedAdapter;
import prefmill.trainers.training.TrainingException;
import prefmill.trainers.training.TrainingPlan;
import prefmill.trainers.training.TrainingRun;

/** The life of a run against the real libraries: whole, cancelled and gone on with, failed. */
@Tag("python")
class ExternalTrainerTest {
  private static final TrainingPlan PLAN = TrainingPlan.of(Method.SFT).withPace(2, 4, 2e-3);
  private static final List<DemonstrationExample> CHATS = SamplePairs.chats(SamplePairs.of(42, 1));

  @TempDir Path folder;
  private Path model;

  @BeforeEach
  void makeModel() throws IOException {
    model = folder.resolve("model");
    TinyModel.write(model, SamplePairs.texts(SamplePairs.of(60, 1)), 7);
  }

  @ParameterizedTest
  @CsvSource({"TRL", "MLX"})
  void goesOnAfterACancelAsIfThereHadBeenNone(ExternalBackend backend) throws Exception {
    assertGoesOn(backend, new TrainingExamples.Demonstrations(CHATS), PLAN);
  }

  @Test
  void pairsGoOnAfterACancelAsIfThereHadBeenNone() throws Exception {
    assertGoesOn(
        ExternalBackend.TRL,
        new TrainingExamples.Preferences(SamplePairs.of(42, 1)),
        TrainingPlan.of(Method.DPO).withPace(2, 4, 2e-3));
  }

  @Tag("soak")
  @Test
  void verdictsGoOnAfterACancelAsIfThereHadBeenNone() throws Exception {
    assertGoesOn(
        ExternalBackend.TRL,
        new TrainingExamples.Verdicts(
            SamplePairs.of(42, 1).stream()
                .map(
                    pair ->
                        new VerdictExample(
                            pair.rowId(),
                            pair.prompt(),
                            pair.chosen(),
                            pair.rowId().hashCode() % 2 == 0,
                            1))
                .toList()),
        TrainingPlan.of(Method.KTO).withPace(2, 4, 2e-3));
  }

  private void assertGoesOn(ExternalBackend backend, TrainingExamples rows, TrainingPlan plan)
      throws Exception {
    TrainedAdapter whole = run(backend, "whole", rows, plan, step -> {});

    assertThrows(
        InterruptedException.class,
        () ->
            run(
                backend,
                "resumed",
                rows,
                plan,
                step -> {
                  if (step.step() == 5) {
                    Thread.currentThread().interrupt();
                  }
                }));
    assertThat("an interrupt is told once", Thread.interrupted(), is(false));
    assertThat(processes(), is(empty()));
    assertThat(Files.exists(folder.resolve("resumed")), is(false));

    List<Integer> steps = new ArrayList<>();
    TrainedAdapter resumed = run(backend, "resumed", rows, plan, step -> steps.add(step.step()));
    assertThat(steps.get(0), is(greaterThan(4)));
    assertThat(resumed.steps(), is(whole.steps()));
    assertThat(resumed.tokens(), is(whole.tokens()));
    assertThat(resumed.firstLoss(), is(whole.firstLoss()));
    assertThat("the same numbers", resumed.sha256(), is(whole.sha256()));
    assertThat(folder.resolve("attempts").toFile().list().length, is(0));
  }

  @Test
  void trainsEveryRowThatIsShortEnoughAndKeepsBothLayouts() throws Exception {
    List<DemonstrationExample> chats = new ArrayList<>(CHATS);
    chats.add(chat("long", "word ".repeat(200)));
    List<StepReport> steps = new ArrayList<>();
    TrainedAdapter adapter =
        train(
            ExternalBackend.MLX,
            "out",
            chats,
            TrainingPlan.of(
                Method.SFT,
                java.util.Map.of(
                    "epochs", 2,
                    "batch_size", 4,
                    "accumulation_steps", 3,
                    "max_length", 100,
                    "completion_only", true,
                    "warmup_steps", 2)),
            steps::add);

    assertThat(adapter.rows(), is(42));
    assertThat(adapter.tooLong(), is(1));
    assertThat(adapter.steps(), is(8));
    assertThat(steps.get(3).epoch(), is(1.0));
    assertThat(steps.get(0).learningRate(), is(0.0));
    assertThat(adapter.lastLoss(), is(lessThan(adapter.firstLoss())));
    PeftAdapter peft = PeftAdapter.read(adapter.folder());
    assertThat(
        MlxLayout.read(adapter.folder().resolve("mlx"), "base").contentHash(),
        is(peft.contentHash()));
    assertThat(adapter.sha256(), is(Sha256.of(adapter.folder().resolve(PeftAdapter.WEIGHTS))));
  }

  @ParameterizedTest
  @EnumSource(
      value = ExternalBackend.class,
      names = {"TRL", "MLX"})
  void endsAtANumberThatIsNone(ExternalBackend backend) {
    TrainingException stopped =
        assertThrows(
            TrainingException.class,
            () -> train(backend, "nan", CHATS, PLAN.withPace(1, 8, 1e30), step -> {}));
    assertThat(stopped.getMessage(), containsString("is not a finite number"));
    assertThat(stopped.getMessage(), containsString("learning rate"));
    assertThat(Files.exists(folder.resolve("nan")), is(false));
    assertThat(processes(), is(empty()));
  }

  @Test
  void tellsOfAKilledProgramAndWhereItsWordsAre() {
    TrainingException killed =
        assertThrows(
            TrainingException.class,
            () ->
                train(
                    ExternalBackend.MLX,
                    "killed",
                    CHATS,
                    PLAN,
                    step -> processes().forEach(ProcessHandle::destroyForcibly)));
    assertThat(killed.getMessage(), containsString("was killed after step"));
    assertThat(killed.getMessage(), containsString("stderr.txt"));
  }

  @Test
  void refusesRowsThatAreNoChatsAndRunsThatHaveNoRowLeft() {
    DemonstrationExample bad =
        new DemonstrationExample("row7", List.of(new Turn("user", "Hello?")), 1);
    TrainingException unanswered =
        assertThrows(
            TrainingException.class,
            () -> train(ExternalBackend.MLX, "bad", List.of(bad), PLAN, step -> {}));
    assertThat(unanswered.getMessage(), containsString("Row row7"));

    TrainingException none =
        assertThrows(
            TrainingException.class,
            () ->
                train(
                    ExternalBackend.MLX,
                    "none",
                    CHATS,
                    TrainingPlan.of(Method.SFT, java.util.Map.of("max_length", 5)),
                    step -> {}));
    assertThat(none.getMessage(), containsString("all 42 exceed max_length 5"));
  }

  private TrainedAdapter train(
      ExternalBackend backend,
      String name,
      List<DemonstrationExample> chats,
      TrainingPlan plan,
      Progress progress)
      throws IOException, InterruptedException {
    return run(backend, name, new TrainingExamples.Demonstrations(chats), plan, progress);
  }

  private TrainedAdapter run(
      ExternalBackend backend,
      String name,
      TrainingExamples rows,
      TrainingPlan plan,
      Progress progress)
      throws IOException, InterruptedException {
    TrainingRun run =
        new TrainingRun(name, model, "base", rows, plan, Optional.empty(), folder.resolve(name));
    return ExternalTrainer.of(TestEnvironments.of(folder.resolve("env"), backend))
        .train(run, progress);
  }

  private static List<ProcessHandle> processes() {
    return ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).toList();
  }

  private static DemonstrationExample chat(String id, String answer) {
    return new DemonstrationExample(
        id, List.of(new Turn("user", "Why?"), new Turn("assistant", answer)), 1);
  }
}
