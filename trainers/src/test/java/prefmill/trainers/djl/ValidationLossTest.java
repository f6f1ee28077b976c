package prefmill.trainers.djl;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.trainers.SamplePairs;
import prefmill.trainers.djl.measure.ComparedSequence;
import prefmill.trainers.evaluate.AdapterEvaluation;
import prefmill.trainers.evaluate.DemonstrationScore;
import prefmill.trainers.examples.PreferenceExample;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.tiny.TinyModel;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.Progress;
import prefmill.trainers.training.StepReport;
import prefmill.trainers.training.TrainedAdapter;
import prefmill.trainers.training.TrainingPlan;
import prefmill.trainers.training.TrainingRun;

/** The loss on rows that are not learned from: the right number, and no trace in the adapter. */
class ValidationLossTest {
  private static final List<PreferenceExample> PAIRS = SamplePairs.of(40, 1);
  private static final List<PreferenceExample> HELD_OUT = SamplePairs.of(12, 2);

  @TempDir Path folder;
  private Path model;

  @BeforeEach
  void makeModel() throws IOException {
    model = folder.resolve("model");
    TinyModel.write(model, SamplePairs.texts(PAIRS), 7);
  }

  @Test
  void isWhatTheEvaluationOfTheAdapterFindsAndMovesNothing() throws Exception {
    TrainingPlan plan = TrainingPlan.of(Method.DPO).withPace(2, 8, 1e-3);
    List<StepReport> steps = new ArrayList<>();
    TrainedAdapter adapter = train("with", plan, pairs(PAIRS), Optional.of(pairs(HELD_OUT)), steps);
    TrainedAdapter without = train("without", plan, pairs(PAIRS), Optional.empty(), steps);

    assertThat(adapter.sha256(), is(without.sha256()));
    assertThat(
        steps.stream().filter(s -> s.evalLoss().isPresent()).map(StepReport::step).toList(),
        is(List.of(5, 10)));
    try (AdapterEvaluation evaluation = AdapterEvaluation.open(model, adapter.folder(), 1024)) {
      double loss =
          evaluation.pairs(HELD_OUT).stream()
              .mapToDouble(score -> Math.log1p(Math.exp(-score.margin(plan.beta()))))
              .average()
              .orElseThrow();
      assertThat(steps.get(9).evalLoss().getAsDouble(), closeTo(loss, 1e-5));
    }
  }

  @Test
  void ofDemonstrationsIsTheLossOfATarget() throws Exception {
    TrainingPlan plan =
        TrainingPlan.of(
            Method.SFT,
            Map.of("epochs", 1, "batch_size", 8, "learning_rate", 3e-3, "completion_only", true));
    List<StepReport> steps = new ArrayList<>();
    TrainedAdapter adapter = train("sft", plan, chats(PAIRS), Optional.of(chats(HELD_OUT)), steps);
    try (AdapterEvaluation evaluation = AdapterEvaluation.open(model, adapter.folder(), 1024)) {
      List<ComparedSequence> answers =
          evaluation.demonstrations(chats(HELD_OUT).rows()).stream()
              .map(DemonstrationScore::answer)
              .toList();
      double loss =
          -answers.stream().mapToDouble(ComparedSequence::logProb).sum()
              / answers.stream().mapToInt(ComparedSequence::targets).sum();
      assertThat(steps.get(4).evalLoss().getAsDouble(), closeTo(loss, 1e-5));
    }
  }

  @Test
  void anInterruptedRunGoesOnBehindItsLastStepAndEndsWithTheSameBytes() throws Exception {
    TrainingPlan plan = TrainingPlan.of(Method.DPO).withPace(2, 8, 1e-3);
    Optional<TrainingExamples> heldOut = Optional.of(pairs(HELD_OUT));
    train("calm", plan, pairs(PAIRS), heldOut, new ArrayList<>());
    TrainingRun run = run("stopped", plan, pairs(PAIRS), heldOut);
    assertThrows(
        InterruptedException.class,
        () ->
            DjlTrainer.of()
                .train(
                    run,
                    step -> {
                      if (step.step() == 7) {
                        Thread.currentThread().interrupt();
                      }
                    }));
    assertThat(Files.exists(run.output()), is(false));

    List<StepReport> rest = new ArrayList<>();
    DjlTrainer.of().train(run, rest::add);
    assertThat(rest.get(0).step(), is(8));
    assertThat(rest.get(2).evalLoss().isPresent(), is(true));
    assertThat(rest.get(1).evalLoss(), is(OptionalDouble.empty()));
    assertEndsAsCalm(run.output());
    try (Stream<Path> attempts = Files.list(folder.resolve("attempts"))) {
      assertThat(attempts.toList(), is(List.of()));
    }
  }

  @Test
  void aRunThatIsInterruptedWhileItValidatesTakesNoStepTwice() throws Exception {
    // Nearly all the time goes into the validation: one step an epoch, of few rows.
    TrainingPlan plan = TrainingPlan.of(Method.DPO).withPace(4, 4, 1e-2);
    TrainingExamples few = pairs(PAIRS.subList(0, 4));
    Optional<TrainingExamples> heldOut = Optional.of(pairs(SamplePairs.of(60, 2)));
    train("calm", plan, few, heldOut, new ArrayList<>());
    TrainingRun run = run("stopped", plan, few, heldOut);
    List<Integer> steps = new ArrayList<>();
    assertThrows(InterruptedException.class, () -> DjlTrainer.of().train(run, stopSoon(steps)));
    assertThrows(InterruptedException.class, () -> DjlTrainer.of().train(run, stopSoon(steps)));
    DjlTrainer.of().train(run, step -> steps.add(step.step()));

    assertThat(steps, is(List.of(1, 2, 3, 4)));
    assertEndsAsCalm(run.output());
  }

  /** Interrupts while the step behind an attempt's first is validated. */
  private static Progress stopSoon(List<Integer> steps) {
    Thread training = Thread.currentThread();
    return step -> {
      if (steps.isEmpty() || steps.size() == 2) {
        CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS).execute(training::interrupt);
      }
      steps.add(step.step());
    };
  }

  private void assertEndsAsCalm(Path output) throws IOException {
    for (String name : List.of("adapter_model.safetensors", "training_log.jsonl")) {
      assertThat(
          name,
          Files.mismatch(folder.resolve("calm").resolve(name), output.resolve(name)),
          is(-1L));
    }
  }

  private TrainedAdapter train(
      String name,
      TrainingPlan plan,
      TrainingExamples rows,
      Optional<TrainingExamples> heldOut,
      List<StepReport> steps)
      throws Exception {
    return DjlTrainer.of().train(run(name, plan, rows, heldOut), steps::add);
  }

  private TrainingRun run(
      String name, TrainingPlan plan, TrainingExamples rows, Optional<TrainingExamples> heldOut) {
    return new TrainingRun(
        "key", model, "tiny", rows, heldOut, plan, Optional.empty(), folder.resolve(name));
  }

  private static TrainingExamples.Preferences pairs(List<PreferenceExample> rows) {
    return new TrainingExamples.Preferences(rows);
  }

  private static TrainingExamples.Demonstrations chats(List<PreferenceExample> pairs) {
    return new TrainingExamples.Demonstrations(SamplePairs.chats(pairs));
  }
}
