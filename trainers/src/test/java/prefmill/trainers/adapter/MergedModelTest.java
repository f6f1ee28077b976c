package prefmill.trainers.adapter;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.trainers.TestFiles;
import prefmill.trainers.djl.engine.EngineSession;
import prefmill.trainers.djl.model.CausalModel;
import prefmill.trainers.djl.model.LoraParameters;
import prefmill.trainers.djl.model.ModelScale;
import prefmill.trainers.huggingface.TokenSequence;
import prefmill.trainers.safetensors.FloatTensor;
import prefmill.trainers.training.TrainingException;

class MergedModelTest {
  private static final Path MODEL = TestFiles.parity("model");
  private static final TokenSequence TOKENS =
      TokenSequence.of(new long[] {1, 300, 17, 2, 201, 1999, 5, 5, 640}, 0);

  @TempDir Path folder;

  @Test
  void computesWhatBaseAndAdapterCompute() throws IOException {
    PeftAdapter adapter = PeftAdapter.read(TestFiles.parity("final_adapter_dpo"));
    Path merged = folder.resolve("merged");
    MergedModel.write(MODEL, adapter, merged);

    float[] want = logits(MODEL, Optional.of(adapter));
    assertThat(difference(logits(merged, Optional.empty()), want), lessThan(1e-4));
    assertThat(difference(logits(MODEL, Optional.empty()), want), greaterThan(1e-2));
    for (String copied : List.of("config.json", "tokenizer.json", "chat_template.jinja")) {
      assertThat(Files.mismatch(MODEL.resolve(copied), merged.resolve(copied)), is(-1L));
    }
    assertThat(names(folder), is(List.of("merged")));
  }

  @Test
  void leavesPicklesBehindAndWritesNothingOverSomethingElse() throws IOException {
    PeftAdapter adapter = PeftAdapter.read(TestFiles.parity("final_adapter_dpo"));
    Path base = Files.createDirectory(folder.resolve("base"));
    for (Path file : files(MODEL)) {
      Files.copy(file, base.resolve(file.getFileName()));
    }
    Files.writeString(base.resolve("training_args.bin"), "pickle");
    MergedModel.write(base, adapter, folder.resolve("merged"));
    assertThat(Files.exists(folder.resolve("merged/training_args.bin")), is(false));
    TrainingException there =
        assertThrows(
            TrainingException.class,
            () -> MergedModel.write(base, adapter, folder.resolve("merged")));
    assertThat(there.getMessage(), containsString("already there"));
  }

  @Test
  void refusesAnAdapterOfAnotherModel() throws IOException {
    PeftAdapter adapter = PeftAdapter.read(TestFiles.parity("final_adapter_dpo"));
    SortedMap<String, FloatTensor> tensors = new TreeMap<>();
    adapter.tensors().forEach((name, t) -> tensors.put(name.replace("layers.1", "layers.5"), t));
    PeftAdapter other = new PeftAdapter("model", adapter.lora(), tensors);
    TrainingException refused =
        assertThrows(
            TrainingException.class,
            () -> MergedModel.write(MODEL, other, folder.resolve("merged")));
    assertThat(refused.getMessage(), containsString("model.layers.5."));
    assertThat(names(folder), is(List.of()));
  }

  private static float[] logits(Path model, Optional<PeftAdapter> adapter) throws IOException {
    LoraScale scale = adapter.map(PeftAdapter::lora).orElse(new LoraScale(1, 1));
    try (EngineSession session = EngineSession.open();
        CausalModel loaded = CausalModel.load(session.manager(), model, ModelScale.of(scale, 64))) {
      return loaded.logits(
          TOKENS,
          adapter.map(
              a ->
                  LoraParameters.of(
                      session.manager(), loaded.config(), scale.rank(), a.tensors())));
    }
  }

  private static double difference(float[] a, float[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }

  private static List<String> names(Path folder) throws IOException {
    return files(folder).stream().map(f -> f.getFileName().toString()).toList();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
