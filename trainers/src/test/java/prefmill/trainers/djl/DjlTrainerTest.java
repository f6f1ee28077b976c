package prefmill.trainers.djl;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.canonical.Sha256;
import prefmill.trainers.SamplePairs;
import prefmill.trainers.TestFiles;
import prefmill.trainers.examples.PreferenceExample;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.tiny.TinyModel;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.StepReport;
import prefmill.trainers.training.TrainedAdapter;
import prefmill.trainers.training.TrainingException;
import prefmill.trainers.training.TrainingPlan;
import prefmill.trainers.training.TrainingRun;

class DjlTrainerTest {
  private static final TrainingPlan PLAN = TrainingPlan.of(Method.DPO).withPace(2, 8, 1e-3);
  private static final List<PreferenceExample> PAIRS = SamplePairs.of(60, 1);

  @TempDir Path folder;
  private Path model;

  @BeforeEach
  void makeModel() throws IOException {
    model = folder.resolve("model");
    TinyModel.write(model, SamplePairs.texts(PAIRS), 7);
  }

  @Test
  void leavesAWholeAdapterAndItsRecord() throws Exception {
    List<StepReport> steps = new ArrayList<>();
    TrainedAdapter adapter =
        DjlTrainer.of().train(run("k", PAIRS, PLAN, folder.resolve("out")), steps::add);

    assertThat(adapter.rows(), is(60));
    assertThat(adapter.steps(), is(16));
    assertThat(adapter.lastLoss(), lessThan(adapter.firstLoss()));
    assertThat(
        adapter.sha256(), is(Sha256.of(adapter.folder().resolve("adapter_model.safetensors"))));
    assertThat(steps.get(0).loss(), closeTo(Math.log(2), 1e-6));
    assertThat(steps.get(0).learningRate(), is(1e-3));
    assertThat(steps.get(15).learningRate(), closeTo(1e-3 / 16, 1e-12));
    assertThat(steps.get(15).epoch(), is(2.0));
    JsonNode config = TestFiles.json(adapter.folder().resolve("adapter_config.json"));
    assertThat(
        config.get("target_modules").toString(),
        is(
            "[\"down_proj\",\"gate_proj\",\"k_proj\",\"o_proj\",\"q_proj\",\"up_proj\",\"v_proj\"]"));
    assertThat(TestFiles.rows(adapter.folder().resolve("training_log.jsonl")).size(), is(16));
    assertThat(attempts(), is(List.of()));
  }

  @Test
  void theSameRunMakesTheSameBytesAndAnotherSeedOthers() throws Exception {
    String first = train("a", PLAN).sha256();
    assertThat(train("b", PLAN).sha256(), is(first));
    assertThat(train("c", PLAN.withSeed(43)).sha256(), is(not(first)));
  }

  @Test
  void aFinishedRunIsNotTrainedAgain() throws Exception {
    TrainedAdapter first = train("out", PLAN);
    TrainedAdapter again =
        DjlTrainer.of()
            .train(
                run("out", PAIRS, PLAN, folder.resolve("out")),
                step -> {
                  throw new AssertionError("trained again");
                });
    assertThat(again, is(first));
    TrainingException other =
        assertThrows(
            TrainingException.class,
            () ->
                DjlTrainer.of()
                    .train(run("other", PAIRS, PLAN, folder.resolve("out")), step -> {}));
    assertThat(other.getMessage(), containsString("not from this run"));
  }

  @Test
  void stopsBeforeALossThatIsNoNumberMovesTheAdapter() throws Exception {
    TrainingException stopped =
        assertThrows(TrainingException.class, () -> train("nan", PLAN.withPace(1, 8, 1e30)));
    assertThat(stopped.getMessage(), containsString("of step 2 of 8 is not a finite number"));
    assertThat(stopped.getMessage(), containsString("learning rate"));
    assertThat(stopped.getMessage(), containsString("row"));
    assertThat(Files.exists(folder.resolve("nan")), is(false));
    assertThat(attempts(), is(List.of()));
  }

  @Test
  void countsRowsThatAreTooLongAndRefusesIfNoneIsLeft() throws Exception {
    List<PreferenceExample> rows = new ArrayList<>(PAIRS);
    rows.add(SamplePairs.answered("x ".repeat(2000)));
    TrainedAdapter adapter =
        DjlTrainer.of().train(run("k", rows, PLAN, folder.resolve("out")), step -> {});
    assertThat(adapter.rows(), is(60));
    assertThat(adapter.tooLong(), is(1));

    TrainingException refused =
        assertThrows(
            TrainingException.class,
            () ->
                DjlTrainer.of()
                    .train(
                        run("l", rows.subList(60, 61), PLAN, folder.resolve("none")), step -> {}));
    assertThat(refused.getMessage(), containsString("1 of 1 exceed max_length 1024"));
  }

  @Test
  void aRowWithoutWeightTeachesNothing() throws Exception {
    List<PreferenceExample> weightless =
        PAIRS.stream()
            .map(p -> new PreferenceExample(p.rowId(), p.prompt(), p.chosen(), p.rejected(), 0))
            .toList();
    List<StepReport> steps = new ArrayList<>();
    DjlTrainer.of().train(run("w", weightless, PLAN, folder.resolve("w")), steps::add);
    assertThat(steps.get(15).loss(), is(0.0));
    assertThat(steps.get(15).margin().getAsDouble(), is(0.0));
  }

  @Test
  void anInterruptWhileItReadsEndsTheRunToo() throws Exception {
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> train("i", PLAN));
    assertThat(Thread.interrupted(), is(false));
    assertThat(attempts(), is(List.of()));
  }

  @Test
  void refusesRowsThatDoNotFitTheMethod() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> run("k", PAIRS, TrainingPlan.of(Method.SFT), folder.resolve("out")));
    assertThat(refused.getMessage(), containsString("These rows are for dpo"));
  }

  @Test
  void goesOnFromAnAdapter() throws Exception {
    TrainedAdapter first = train("first", PLAN);
    List<StepReport> steps = new ArrayList<>();
    DjlTrainer.of()
        .train(
            new TrainingRun(
                "second",
                model,
                "tiny",
                new TrainingExamples.Preferences(PAIRS),
                PLAN,
                Optional.of(first.folder()),
                folder.resolve("second")),
            steps::add);
    assertThat(steps.get(0).margin().getAsDouble(), greaterThan(0.1));
  }

  private TrainedAdapter train(String name, TrainingPlan plan) throws Exception {
    return DjlTrainer.of().train(run(name, PAIRS, plan, folder.resolve(name)), step -> {});
  }

  private TrainingRun run(
      String key, List<PreferenceExample> rows, TrainingPlan plan, Path output) {
    return new TrainingRun(
        key, model, "tiny", new TrainingExamples.Preferences(rows), plan, Optional.empty(), output);
  }

  private List<Path> attempts() throws IOException {
    try (Stream<Path> attempts = Files.list(folder.resolve("attempts"))) {
      return attempts.toList();
    }
  }
}
