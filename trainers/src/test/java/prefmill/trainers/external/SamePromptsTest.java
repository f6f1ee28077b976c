package prefmill.trainers.external;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import prefmill.trainers.SamplePairs;
import prefmill.trainers.TestFiles;
import prefmill.trainers.djl.measure.ComparedSequence;
import prefmill.trainers.environment.ExternalBackend;
import prefmill.trainers.environment.TestEnvironments;
import prefmill.trainers.evaluate.AdapterEvaluation;
import prefmill.trainers.evaluate.DemonstrationScore;
import prefmill.trainers.examples.DemonstrationExample;
import prefmill.trainers.examples.PreferenceExample;
import prefmill.trainers.examples.Tools;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.preflight.Preflight;
import prefmill.trainers.preflight.PreflightLimits;
import prefmill.trainers.preflight.PreflightReport;
import prefmill.trainers.preflight.TrainerTraits;
import prefmill.trainers.tiny.TinyModel;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.StepReport;
import prefmill.trainers.training.TrainedAdapter;
import prefmill.trainers.training.TrainingPlan;
import prefmill.trainers.training.TrainingRun;

/**
 * Programs read the same prompts as the built-in trainer and the evaluation, where a template
 * writes tools and the date and a model stretches its positions in the spelling of transformers 5.
 */
@Tag("python")
class SamePromptsTest {
  private static final LocalDate DAY = LocalDate.of(2023, 9, 6);
  private static final Tools TOOLS =
      Tools.of("[{\"type\": \"function\", \"function\": {\"name\": \"look_up\", \"n\": 1.5}}]");

  @TempDir Path folder;
  private Path model;

  @BeforeEach
  void writeModel() throws IOException {
    model = folder.resolve("model");
    TinyModel.write(model, SamplePairs.texts(SamplePairs.of(60, 1)), 7);
    Files.copy(
        TestFiles.root().resolve("testdata/python/templates/llama-3.2-tools.jinja"),
        model.resolve("chat_template.jinja"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    ObjectMapper json = new ObjectMapper();
    ObjectNode config = (ObjectNode) TestFiles.json(model.resolve("config.json"));
    config.remove(List.of("rope_theta", "rope_scaling"));
    config.put("max_position_embeddings", 2048);
    config
        .putObject("rope_parameters")
        .put("rope_type", "yarn")
        .put("rope_theta", 500_000.0)
        .put("factor", 16.0)
        .put("original_max_position_embeddings", 128)
        .put("attention_factor", 1.2);
    json.writeValue(model.resolve("config.json").toFile(), config);
  }

  @ParameterizedTest
  @EnumSource(
      value = ExternalBackend.class,
      names = {"TRL", "MLX"})
  void ofDemonstrations(ExternalBackend backend) throws Exception {
    TrainingPlan plan =
        TrainingPlan.of(
            Method.SFT,
            Map.of("epochs", 1, "batch_size", 4, "learning_rate", 2e-3, "completion_only", true));
    List<DemonstrationExample> heldOut = chats(SamplePairs.of(6, 2));
    List<StepReport> steps = new ArrayList<>();
    TrainedAdapter adapter =
        train(
            backend,
            plan,
            new TrainingExamples.Demonstrations(chats(SamplePairs.of(8, 1))),
            new TrainingExamples.Demonstrations(heldOut),
            steps);
    try (AdapterEvaluation evaluation = open(adapter)) {
      List<ComparedSequence> answers =
          evaluation.demonstrations(heldOut).stream().map(DemonstrationScore::answer).toList();
      double loss =
          -answers.stream().mapToDouble(ComparedSequence::logProb).sum()
              / answers.stream().mapToInt(ComparedSequence::targets).sum();
      assertThat(steps.get(1).evalLoss().getAsDouble(), closeTo(loss, 1e-4));
    }
  }

  @Test
  void ofPairs() throws Exception {
    TrainingPlan plan = TrainingPlan.of(Method.DPO).withPace(1, 4, 2e-3);
    List<PreferenceExample> heldOut = pairs(SamplePairs.of(6, 2));
    List<StepReport> steps = new ArrayList<>();
    TrainedAdapter adapter =
        train(
            ExternalBackend.TRL,
            plan,
            new TrainingExamples.Preferences(pairs(SamplePairs.of(8, 1))),
            new TrainingExamples.Preferences(heldOut),
            steps);
    try (AdapterEvaluation evaluation = open(adapter)) {
      double loss =
          evaluation.pairs(heldOut).stream()
              .mapToDouble(score -> Math.log1p(Math.exp(-score.margin(plan.beta()))))
              .average()
              .orElseThrow();
      assertThat(steps.get(1).evalLoss().getAsDouble(), closeTo(loss, 1e-4));
    }
  }

  private TrainedAdapter train(
      ExternalBackend backend,
      TrainingPlan plan,
      TrainingExamples rows,
      TrainingExamples heldOut,
      List<StepReport> steps)
      throws Exception {
    PreflightReport foretold =
        Preflight.of(
                TrainerTraits.valueOf(backend.name()),
                plan,
                model,
                new PreflightLimits(0, 0, Optional.empty()))
            .on(DAY)
            .check(rows, Optional.empty());
    assertThat(foretold.findings().toString(), foretold.findings().isEmpty(), is(true));
    TrainedAdapter adapter =
        ExternalTrainer.of(TestEnvironments.of(folder, backend))
            .train(
                new TrainingRun(
                        "key",
                        model,
                        "tiny",
                        rows,
                        Optional.of(heldOut),
                        plan,
                        Optional.empty(),
                        folder.resolve("out"))
                    .on(DAY),
                steps::add);
    assertThat(adapter.tokens(), is(foretold.estimate().orElseThrow().tokens()));
    return adapter;
  }

  private AdapterEvaluation open(TrainedAdapter adapter) throws IOException {
    return AdapterEvaluation.open(model, adapter.folder(), 1024, Optional.of(DAY));
  }

  /** The first row has none, since a data set's columns are made from it. */
  private static Tools tools(int row) {
    return row % 2 == 1 ? TOOLS : Tools.none();
  }

  private static List<PreferenceExample> pairs(List<PreferenceExample> plain) {
    List<PreferenceExample> pairs = new ArrayList<>();
    for (PreferenceExample pair : plain) {
      pairs.add(
          new PreferenceExample(
              pair.rowId(), pair.prompt(), pair.chosen(), pair.rejected(), tools(pairs.size()), 1));
    }
    return pairs;
  }

  private static List<DemonstrationExample> chats(List<PreferenceExample> plain) {
    List<DemonstrationExample> chats = new ArrayList<>();
    for (PreferenceExample pair : plain) {
      chats.add(
          new DemonstrationExample(
              pair.rowId(),
              Stream.concat(pair.prompt().stream(), pair.chosen().stream()).toList(),
              tools(chats.size()),
              1));
    }
    return chats;
  }
}
