package prefmill.trainers.compatibility;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import prefmill.trainers.TestFiles;
import prefmill.trainers.adapter.MergedModel;
import prefmill.trainers.adapter.MlxLayout;
import prefmill.trainers.adapter.PeftAdapter;
import prefmill.trainers.safetensors.SafetensorsFile;

/** Carries adapters between PEFT and mlx-lm; both real libraries and our own pass must agree. */
@Tag("python")
@EnabledIfSystemProperty(named = "prefmill.python.mlx", matches = ".+")
class MlxCompatibilityTest {
  private static final Path MODEL = TestFiles.parity("model");

  @TempDir Path folder;
  private PythonScript peft;
  private PythonScript mlx;
  private Path chat;

  @BeforeEach
  void findPython() throws Exception {
    peft = PythonScript.of("prefmill.python", folder);
    mlx = PythonScript.of("prefmill.python.mlx", folder);
    chat = Chat.write(folder);
  }

  @Test
  void aPeftAdapterGivesTheSameLogitsInMlx() throws Exception {
    Path adapter = TestFiles.parity("final_adapter_dpo");
    Path converted = folder.resolve("mlx");
    MlxLayout.write(PeftAdapter.read(adapter), converted);

    Path there = folder.resolve("mlx.safetensors");
    Path peftLogits = folder.resolve("peft.safetensors");
    mlx.run("mlx_logits.py", MODEL, converted, chat, there);
    peft.run("peft_logits.py", MODEL, adapter, chat, peftLogits);

    Chat.assertSameLogits(MODEL, PeftAdapter.read(adapter), there);
    Chat.assertSameLogits(peftLogits, there);
  }

  /** Of the last layer only, two of its projections, and with mlx-lm's own default scale. */
  @Test
  void anMlxAdapterGivesTheSameLogitsInPeft() throws Exception {
    Path made = folder.resolve("made");
    mlx.run("mlx_adapter.py", MODEL, made);
    PeftAdapter read = MlxLayout.read(made, "model");
    Path converted = Files.createDirectory(folder.resolve("peft"));
    read.write(converted);

    Path there = folder.resolve("mlx.safetensors");
    Path peftLogits = folder.resolve("peft.safetensors");
    mlx.run("mlx_logits.py", MODEL, made, chat, there);
    peft.run("peft_logits.py", MODEL, converted, chat, peftLogits);

    Chat.assertSameLogits(MODEL, read, there);
    Chat.assertSameLogits(peftLogits, there);
    assertThat(read.lora().scale(), is(20.0));
    assertThat(read.tensors().size(), is(4));
  }

  @Test
  void anMlxDoraGivesTheSameLogitsInPeftAndMerged() throws Exception {
    Path made = folder.resolve("made");
    mlx.run("mlx_adapter.py", MODEL, made, Path.of("dora"));
    PeftAdapter read = MlxLayout.read(made, "model");
    assertThat(read.lora().dora(), is(true));
    Path converted = Files.createDirectory(folder.resolve("peft"));
    read.write(converted);

    Path there = folder.resolve("mlx.safetensors");
    Path peftLogits = folder.resolve("peft.safetensors");
    mlx.run("mlx_logits.py", MODEL, made, chat, there);
    peft.run("peft_logits.py", MODEL, converted, chat, peftLogits);

    Chat.assertSameLogits(peftLogits, there);
    Chat.assertSameLogits(MODEL, read, there);
    Path merged = folder.resolve("merged");
    MergedModel.write(MODEL, read, merged);
    Path mergedLogits = folder.resolve("merged.safetensors");
    mlx.run("mlx_logits.py", merged, made, chat, mergedLogits);
    try (SafetensorsFile want = SafetensorsFile.open(there);
        SafetensorsFile found = SafetensorsFile.open(mergedLogits)) {
      assertThat(
          Chat.largestDifference(found.floats("base").toArray(), want.floats("adapter").toArray()),
          lessThan(1e-4));
    }
  }

  @Test
  void aPeftDoraGivesTheSameLogitsInMlx() throws Exception {
    Path made = folder.resolve("peft");
    peft.run("peft_dora.py", MODEL, made);
    PeftAdapter read = PeftAdapter.read(made);
    Path converted = folder.resolve("mlx");
    MlxLayout.write(read, converted);
    assertThat(MlxLayout.read(converted, read.baseModel()), is(read));

    Path there = folder.resolve("mlx.safetensors");
    Path peftLogits = folder.resolve("peft.safetensors");
    mlx.run("mlx_logits.py", MODEL, converted, chat, there);
    peft.run("peft_logits.py", MODEL, made, chat, peftLogits);

    Chat.assertSameLogits(peftLogits, there);
    Chat.assertSameLogits(MODEL, read, there);
  }
}
