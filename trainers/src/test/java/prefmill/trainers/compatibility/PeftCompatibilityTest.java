package prefmill.trainers.compatibility;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.trainers.SamplePairs;
import prefmill.trainers.adapter.PeftAdapter;
import prefmill.trainers.djl.DjlTrainer;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.tiny.TinyModel;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.TrainingPlan;
import prefmill.trainers.training.TrainingRun;

/** Loads what was written here with the real transformers and PEFT, and the other way round. */
@Tag("python")
class PeftCompatibilityTest {
  @TempDir Path folder;
  private PythonScript python;
  private Path tiny;
  private Path chat;

  @BeforeEach
  void makeTinyModel() throws IOException {
    python = PythonScript.of("prefmill.python", folder);
    tiny = folder.resolve("tiny");
    TinyModel.write(tiny, SamplePairs.texts(SamplePairs.of(100, 1)), 7);
    chat = Chat.write(folder);
  }

  @Test
  void anAdapterTrainedHereGivesTheSameLogitsThere() throws Exception {
    Path adapter = train(tiny);
    Path logits = folder.resolve("logits.safetensors");
    python.run("peft_logits.py", tiny, adapter, chat, logits);

    Chat.assertSameLogits(tiny, PeftAdapter.read(adapter), logits);
  }

  @Test
  void modelsAndAdaptersMadeThereGiveTheSameLogitsHere() throws Exception {
    python.run("reference_models.py", folder.resolve("made"), tiny, chat);

    for (String name : List.of("qwen2", "qwen2-tied-bf16-sharded", "llama-stretched-f16")) {
      Path made = folder.resolve("made").resolve(name);
      Chat.assertSameLogits(
          made.resolve("model"),
          PeftAdapter.read(made.resolve("adapter")),
          made.resolve("logits.safetensors"));
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
