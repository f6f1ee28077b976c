package prefmill.trainers.compatibility;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import prefmill.trainers.SamplePairs;
import prefmill.trainers.adapter.MergedModel;
import prefmill.trainers.adapter.PeftAdapter;
import prefmill.trainers.djl.DjlTrainer;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.huggingface.ModelWeights;
import prefmill.trainers.safetensors.SafetensorsFile;
import prefmill.trainers.tiny.TinyModel;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.TrainingPlan;
import prefmill.trainers.training.TrainingRun;

/** Loads what was written here with the real transformers and PEFT, and the other way round. */
@Tag("python")
class PeftCompatibilityTest {
  private static final List<String> SHAPES =
      List.of(
          "qwen2",
          "qwen2-tied-bf16-sharded",
          "llama-stretched-f16",
          "llama-tied-ungrouped",
          "llama-linear",
          "llama-dynamic",
          "llama-yarn-by-length",
          "qwen2-yarn",
          "mistral-yarn-in-full",
          "mistral-wide-heads-sharded");

  @TempDir static Path folder;
  private static PythonScript python;
  private static Path tiny;
  private static Path chat;

  @BeforeAll
  static void makeModels() throws Exception {
    python = PythonScript.of("prefmill.python", folder);
    tiny = folder.resolve("tiny");
    TinyModel.write(tiny, SamplePairs.texts(SamplePairs.of(100, 1)), 7);
    chat = Chat.write(folder);
    python.run("reference_models.py", folder.resolve("made"), tiny, chat);
  }

  @Test
  void anAdapterTrainedHereGivesTheSameLogitsThere() throws Exception {
    Path adapter = train(tiny);
    Path logits = folder.resolve("logits.safetensors");
    python.run("peft_logits.py", tiny, adapter, chat, logits);

    Chat.assertSameLogits(tiny, PeftAdapter.read(adapter), logits);
  }

  static List<String> shapes() {
    return SHAPES;
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void modelsAndAdaptersMadeThereGiveTheSameLogitsHere(String name) throws Exception {
    Path made = folder.resolve("made").resolve(name);
    Chat.assertSameLogits(
        made.resolve("model"),
        PeftAdapter.read(made.resolve("adapter")),
        made.resolve("logits.safetensors"));
  }

  /** The base model's own type decides how far rounding moves the logits. */
  @ParameterizedTest
  @CsvSource({"mistral-wide-heads-sharded, 1e-4", "qwen2-tied-bf16-sharded, 5e-2"})
  void aMergedModelGivesTheLogitsOfBaseAndAdapter(String name, double tolerance) throws Exception {
    Path made = folder.resolve("made").resolve(name);
    Path merged = folder.resolve(name);
    MergedModel.write(made.resolve("model"), PeftAdapter.read(made.resolve("adapter")), merged);
    Path there = folder.resolve("merged.safetensors");
    python.run("peft_logits.py", merged, made.resolve("adapter"), chat, there);

    try (SafetensorsFile want = SafetensorsFile.open(made.resolve("logits.safetensors"));
        SafetensorsFile found = SafetensorsFile.open(there)) {
      double difference =
          Chat.largestDifference(found.floats("base").toArray(), want.floats("adapter").toArray());
      assertThat(difference, lessThan(tolerance));
    }
    for (Path shard : ModelWeights.files(made.resolve("model"))) {
      assertThat(
          shard.toString(), Files.size(merged.resolve(shard.getFileName())), is(Files.size(shard)));
    }
  }

  private Path train(Path model) throws Exception {
    return DjlTrainer.of()
        .train(
            new TrainingRun(
                "peft",
                model,
                "base",
                new TrainingExamples.Preferences(SamplePairs.of(100, 1)),
                TrainingPlan.of(Method.DPO).withPace(1, 10, 2e-3),
                Optional.empty(),
                folder.resolve("adapter")),
            report -> {})
        .folder();
  }
}
