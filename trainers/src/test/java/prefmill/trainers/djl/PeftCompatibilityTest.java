package prefmill.trainers.djl;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import prefmill.trainers.SamplePairs;
import prefmill.trainers.TestFiles;
import prefmill.trainers.adapter.PeftAdapter;
import prefmill.trainers.djl.engine.EngineSession;
import prefmill.trainers.djl.model.CausalModel;
import prefmill.trainers.djl.model.LoraParameters;
import prefmill.trainers.djl.model.ModelScale;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.examples.Turn;
import prefmill.trainers.huggingface.ChatTokenizer;
import prefmill.trainers.huggingface.TokenSequence;
import prefmill.trainers.safetensors.SafetensorsFile;
import prefmill.trainers.tiny.TinyModel;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.TrainingPlan;
import prefmill.trainers.training.TrainingRun;

/** Loads what was written here with the real transformers and PEFT, and the other way round. */
@Tag("python")
class PeftCompatibilityTest {
  private static final List<Turn> CHAT =
      List.of(
          new Turn("system", "Be brief: {{ no template }} {% here %}"),
          new Turn("user", "How do I cancel my invoice? Größe 5€, 漢字 \uD83D\uDE00\n\n  two"),
          new Turn("assistant", "Sure, open the settings."));

  @TempDir Path folder;
  private String python;
  private Path tiny;
  private Path chat;

  @BeforeEach
  void makeTinyModel() throws IOException {
    python = System.getProperty("prefmill.python");
    assertThat(
        "this test needs Python with PEFT: run ./verify, which sets it up",
        python,
        is(notNullValue()));
    tiny = folder.resolve("tiny");
    TinyModel.write(tiny, SamplePairs.texts(SamplePairs.of(100, 1)), 7);
    chat = folder.resolve("chat.json");
    new ObjectMapper().writeValue(chat.toFile(), CHAT);
  }

  @Test
  void anAdapterTrainedHereGivesTheSameLogitsThere() throws Exception {
    Path adapter = train(tiny);
    Path logits = folder.resolve("logits.safetensors");
    run("peft_logits.py", tiny, adapter, chat, logits);

    assertSameLogits(tiny, adapter, logits);
  }

  @Test
  void modelsAndAdaptersMadeThereGiveTheSameLogitsHere() throws Exception {
    run("reference_models.py", folder.resolve("made"), tiny, chat);

    for (String name : List.of("qwen2", "qwen2-tied-bf16-sharded", "llama-stretched-f16")) {
      Path made = folder.resolve("made").resolve(name);
      assertSameLogits(
          made.resolve("model"), made.resolve("adapter"), made.resolve("logits.safetensors"));
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

  private void assertSameLogits(Path model, Path adapter, Path there) throws IOException {
    try (SafetensorsFile logits = SafetensorsFile.open(there);
        EngineSession session = EngineSession.open();
        ChatTokenizer tokenizer = ChatTokenizer.open(model)) {
      TokenSequence ids = tokenizer.chat(CHAT);
      float[] theirIds = logits.floats("ids").toArray();
      assertThat(ids.length(), is(theirIds.length));
      for (int i = 0; i < theirIds.length; i++) {
        assertThat("token " + i, (float) ids.id(i), is(equalTo(theirIds[i])));
      }
      PeftAdapter read = PeftAdapter.read(adapter);
      try (CausalModel ours =
          CausalModel.load(session.manager(), model, ModelScale.of(read.lora(), 1024))) {
        LoraParameters lora =
            LoraParameters.of(session.manager(), ours.config(), read.lora(), read.tensors());
        float[] base = ours.logits(ids, Optional.empty());
        float[] adapted = ours.logits(ids, Optional.of(lora));
        assertThat(largestDifference(base, logits.floats("base").toArray()), lessThan(1e-4));
        assertThat(largestDifference(adapted, logits.floats("adapter").toArray()), lessThan(1e-4));
        assertThat(
            "the adapter moves the logits", largestDifference(base, adapted), greaterThan(1e-2));
      }
    }
  }

  private static double largestDifference(float[] a, float[] b) {
    assertThat(a.length, is(b.length));
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }

  private void run(String script, Path... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(python));
    command.add(TestFiles.root().resolve("testdata/python").resolve(script).toString());
    for (Path argument : arguments) {
      command.add(argument.toString());
    }
    Path errors = folder.resolve("stderr");
    ProcessBuilder process = new ProcessBuilder(command).redirectError(errors.toFile());
    process.environment().put("HF_HUB_OFFLINE", "1");
    process.environment().put("OMP_NUM_THREADS", "1");
    process.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    Process running = process.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    String said = running.waitFor() == 0 ? "" : Files.readString(errors);
    assertThat(script + " failed", said, is(""));
  }
}
