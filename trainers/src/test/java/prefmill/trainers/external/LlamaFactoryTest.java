package prefmill.trainers.external;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import prefmill.trainers.TestFiles;
import prefmill.trainers.adapter.PeftAdapter;
import prefmill.trainers.djl.DjlTrainer;
import prefmill.trainers.djl.ParityRun;
import prefmill.trainers.environment.ExternalBackend;
import prefmill.trainers.environment.TestEnvironments;
import prefmill.trainers.environment.TrainerEnvironment;
import prefmill.trainers.examples.DemonstrationExample;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.examples.Turn;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.Progress;
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

  /**
   * It reads positions in the spelling of transformers 4, and takes templates apart by itself. Over
   * whole chats its transformers also counts each first token, which nothing foretells.
   */
  @Test
  void startsFromTheSameLossAsTheBuiltInTrainer() throws Exception {
    Path model = stretched();
    TrainingPlan plan =
        TrainingPlan.of(
            Method.SFT,
            Map.of("epochs", 1, "batch_size", 5, "shuffle", false, "completion_only", true));
    List<StepReport> ours = new ArrayList<>();
    List<StepReport> theirs = new ArrayList<>();
    DjlTrainer.of().train(run(model, plan, "ours"), ours::add);
    trainer().train(run(model, plan, "theirs"), theirs::add);

    double loss = ours.get(0).loss();
    assertThat(theirs.get(0).loss(), closeTo(loss, 1e-4 * loss));
  }

  @Test
  void refusesATemplateThatItWritesOtherwise() throws Exception {
    Path model = copy();
    Path template = model.resolve("chat_template.jinja");
    Files.writeString(
        template,
        Files.readString(template).replace("message['content']", "(message['content'] | upper)"));
    assertThat(Files.readString(template), containsString("| upper"));

    TrainingException refused =
        assertThrows(
            TrainingException.class,
            () -> trainer().train(run(model, ParityRun.plan(Method.SFT, 5, 1), "out"), step -> {}));

    assertThat(refused.getMessage(), containsString("would train on other tokens"));
    assertThat(refused.getMessage(), containsString("10 of 10 rows"));
  }

  /** What the attempt's folder holds is all that a person needs to run it by hand. */
  @Test
  void itsCommandLineTakesTheFilesAsTheyAre() throws Exception {
    Path hand = folder.resolve("hand");
    AtomicReference<Path> attempt = new AtomicReference<>();
    Progress keeping =
        new Progress() {
          @Override
          public void folder(Path path) {
            attempt.set(path);
          }

          @Override
          public void step(StepReport report) {
            if (report.step() == 1) {
              call(folder, "cp", "-a", attempt.get().toString(), hand.toString());
              call(folder, "rm", "-r", hand.resolve("output").toString());
            }
          }
        };
    trainer().train(run(stretched(), ParityRun.plan(Method.DPO, 5, 1), "out"), keeping);
    Path program =
        Path.of(System.getProperty("prefmill.python.llamafactory"))
            .resolveSibling("llamafactory-cli");

    call(hand, program.toString(), "train", "train.yaml");

    assertThat(
        Files.isRegularFile(hand.resolve("output").resolve("adapter_model.safetensors")), is(true));
  }

  /** As trl does, on a device that no test has. */
  @Test
  void computesInHalfPrecisionOnlyWhatIsStoredInIt() throws Exception {
    for (String file : ExternalBackend.LLAMAFACTORY.files()) {
      Files.writeString(folder.resolve(file), TrainerEnvironment.resource(file));
    }
    Files.writeString(
        folder.resolve("asked.py"),
        """
        import torch, transformers, transformers_events as events
        kinds = (torch.float32, torch.float16, torch.bfloat16)
        half = [
            events.model_dtype(transformers.PretrainedConfig(dtype=kind), cuda) == torch.bfloat16
            for cuda in (True, False) for kind in kinds
        ]
        assert half == [False, True, True, False, False, False], half
        """);
    call(folder, System.getProperty("prefmill.python.llamafactory"), "-B", "asked.py");
  }

  private TrainingRun run(Path model, TrainingPlan plan, String name) throws IOException {
    return new TrainingRun(
        name,
        model,
        "model",
        ParityRun.examples(plan.method()),
        plan,
        Optional.empty(),
        folder.resolve(name));
  }

  private Path copy() throws IOException {
    Path model = folder.resolve("model");
    call(folder, "cp", "-r", TestFiles.parity("model").toString(), model.toString());
    return model;
  }

  private Path stretched() throws IOException {
    Path model = copy();
    ObjectNode config = (ObjectNode) TestFiles.json(model.resolve("config.json"));
    config.remove(List.of("rope_theta", "rope_scaling"));
    config.put("max_position_embeddings", 512);
    config
        .putObject("rope_parameters")
        .put("rope_type", "yarn")
        .put("rope_theta", 500_000.0)
        .put("factor", 8.0)
        .put("original_max_position_embeddings", 64);
    new ObjectMapper().writeValue(model.resolve("config.json").toFile(), config);
    return model;
  }

  private void call(Path where, String... command) {
    try {
      Path said = folder.resolve("said");
      Process process =
          new ProcessBuilder(command)
              .directory(where.toFile())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      assertThat(
          String.join(" ", command) + "\n" + Files.readString(said), process.waitFor(), is(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private ExternalTrainer trainer() throws Exception {
    return ExternalTrainer.of(
        TestEnvironments.of(folder.resolve("env"), ExternalBackend.LLAMAFACTORY));
  }
}
