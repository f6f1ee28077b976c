package prefmill.trainers.external;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import prefmill.trainers.SamplePairs;
import prefmill.trainers.djl.measure.ComparedSequence;
import prefmill.trainers.environment.ExternalBackend;
import prefmill.trainers.environment.TestEnvironments;
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

/** The loss on validation rows with the real libraries: the right number, and no trace. */
@Tag("python")
class ExternalValidationTest {
  private static final List<PreferenceExample> PAIRS = SamplePairs.of(22, 1);
  private static final List<PreferenceExample> HELD_OUT = SamplePairs.of(7, 2);

  @TempDir Path folder;
  private Path model;

  @BeforeEach
  void makeModel() throws IOException {
    model = folder.resolve("model");
    TinyModel.write(model, SamplePairs.texts(SamplePairs.of(60, 1)), 7);
  }

  @ParameterizedTest
  @CsvSource({"TRL", "MLX"})
  void ofDemonstrationsIsTheLossOfATargetAlsoAfterACancel(ExternalBackend backend)
      throws Exception {
    TrainingPlan plan =
        TrainingPlan.of(
            Method.SFT,
            Map.of("epochs", 2, "batch_size", 4, "learning_rate", 2e-3, "completion_only", true));
    List<StepReport> steps = new ArrayList<>();
    Optional<TrainingExamples> heldOut = Optional.of(chats(HELD_OUT));
    TrainedAdapter whole = train(backend, "whole", plan, chats(PAIRS), heldOut, steps::add);
    assertThat(evaluated(steps), is(List.of(6, 12)));
    try (AdapterEvaluation evaluation = AdapterEvaluation.open(model, whole.folder(), 1024)) {
      List<ComparedSequence> answers =
          evaluation.demonstrations(chats(HELD_OUT).rows()).stream()
              .map(DemonstrationScore::answer)
              .toList();
      double loss =
          -answers.stream().mapToDouble(ComparedSequence::logProb).sum()
              / answers.stream().mapToInt(ComparedSequence::targets).sum();
      assertThat(steps.get(11).evalLoss().getAsDouble(), closeTo(loss, 1e-4));
    }
    TrainedAdapter without =
        train(backend, "without", plan, chats(PAIRS), Optional.empty(), step -> {});
    assertThat(without.sha256(), is(whole.sha256()));

    assertThrows(
        InterruptedException.class,
        () ->
            train(
                backend,
                "resumed",
                plan,
                chats(PAIRS),
                heldOut,
                step -> {
                  if (step.step() == 8) {
                    Thread.currentThread().interrupt();
                  }
                }));
    TrainedAdapter resumed = train(backend, "resumed", plan, chats(PAIRS), heldOut, step -> {});
    assertThat(resumed.sha256(), is(whole.sha256()));
    assertThat(
        Files.readAllLines(resumed.folder().resolve("training_log.jsonl")),
        is(Files.readAllLines(whole.folder().resolve("training_log.jsonl"))));
  }

  @Test
  void ofPairsIsTheMeanOfTheirLosses() throws Exception {
    TrainingPlan plan = TrainingPlan.of(Method.DPO).withPace(1, 4, 2e-3);
    List<StepReport> steps = new ArrayList<>();
    TrainedAdapter adapter =
        train(
            ExternalBackend.TRL,
            "dpo",
            plan,
            new TrainingExamples.Preferences(PAIRS),
            Optional.of(new TrainingExamples.Preferences(HELD_OUT)),
            steps::add);
    assertThat(evaluated(steps), is(List.of(6)));
    try (AdapterEvaluation evaluation = AdapterEvaluation.open(model, adapter.folder(), 1024)) {
      double loss =
          evaluation.pairs(HELD_OUT).stream()
              .mapToDouble(score -> Math.log1p(Math.exp(-score.margin(plan.beta()))))
              .average()
              .orElseThrow();
      assertThat(steps.get(5).evalLoss().getAsDouble(), closeTo(loss, 1e-4));
    }
  }

  private TrainedAdapter train(
      ExternalBackend backend,
      String name,
      TrainingPlan plan,
      TrainingExamples rows,
      Optional<TrainingExamples> heldOut,
      Progress progress)
      throws Exception {
    return ExternalTrainer.of(TestEnvironments.of(folder, backend))
        .train(
            new TrainingRun(
                "key", model, "tiny", rows, heldOut, plan, Optional.empty(), folder.resolve(name)),
            progress);
  }

  private static List<Integer> evaluated(List<StepReport> steps) {
    return steps.stream().filter(s -> s.evalLoss().isPresent()).map(StepReport::step).toList();
  }

  private static TrainingExamples.Demonstrations chats(List<PreferenceExample> pairs) {
    return new TrainingExamples.Demonstrations(SamplePairs.chats(pairs));
  }
}
