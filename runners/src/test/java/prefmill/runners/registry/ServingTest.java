package prefmill.runners.registry;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.canonical.Sha256;
import prefmill.runners.cli.Invocation;
import prefmill.runners.cli.RealPython;
import prefmill.trainers.safetensors.SafetensorsFile;

/** What the registry resolves and exports is loaded by the real libraries, with equal logits. */
class ServingTest {

  @TempDir private Path folder;
  private TwoNights nights;
  private Path chat;

  @BeforeEach
  void prepare() throws Exception {
    nights = TwoNights.get();
    chat = Files.writeString(folder.resolve("chat.json"), CHAT);
  }

  private static final String CHAT =
      """
      [{"role": "user", "content": "How do I cancel?"}, {"role": "assistant", "content": "So."}]
      """;

  @Test
  @Tag("python")
  void mlxAndPeftLoadTheSameAdapterAndTheMergedModelNeedsNone() throws Exception {
    JsonNode mlx = nights.json("registry", "resolve", "support", "--format", "mlx");
    assertThat(mlx.path("command").asText(), startsWith("mlx_lm.server --model "));
    JsonNode vllm = nights.json("registry", "resolve", "support", "--format", "vllm");
    assertThat(vllm.path("base_model_sha256").asText().length(), is(64));
    String base = vllm.path("base_model").asText();
    Path there = folder.resolve("mlx.safetensors");
    Path peft = folder.resolve("peft.safetensors");
    python("prefmill.python.mlx", "mlx_logits.py", base, mlx.path("load").asText(), there);
    python("prefmill.python", "peft_logits.py", base, vllm.path("load").asText(), peft);
    assertThat(difference(there, "adapter", peft, "adapter"), lessThan(1e-4));

    Path merged = export("merged");
    Path whole = folder.resolve("merged.safetensors");
    python("prefmill.python", "peft_logits.py", merged, vllm.path("load").asText(), whole);
    assertThat(difference(whole, "base", peft, "adapter"), lessThan(1e-4));

    run(
        RealPython.program(
            List.of(
                RealPython.of("prefmill.python.mlx"),
                "-m",
                "mlx_lm",
                "generate",
                "--model",
                base,
                "--adapter-path",
                export("mlx").toString(),
                "--prompt",
                "Hello",
                "--max-tokens",
                "3")));
  }

  @Test
  void exportsTheRegisteredBytesAndNothingOverAnother() throws Exception {
    Path exported = export("peft");
    assertThat(
        Sha256.of(exported.resolve("adapter_model.safetensors")),
        is(nights.json("registry", "resolve", "support").path("adapter_sha256").asText()));
    Invocation again =
        nights.run("registry", "export", "--format", "peft", "--to", exported.toString());
    assertThat(again.exitCode(), is(2));
    assertThat(again.err(), containsString("is already there"));
    Invocation other = nights.run("registry", "export", "--format", "onnx", "--to", "x");
    assertThat(other.err(), containsString("write peft, mlx or merged"));
  }

  @Test
  void saysWhichProgramLlamaNeedsAndHowItIsRun() {
    Invocation missing = nights.run("registry", "resolve", "support", "--format", "llama.cpp");
    assertThat(missing.exitCode(), is(1));
    assertThat(missing.err(), containsString("github.com/ggml-org/llama.cpp"));
    assertThat(missing.err(), containsString("python3 convert_lora_to_gguf.py --base "));
  }

  private Path export(String format) {
    Path target = folder.resolve("exported-" + format);
    nights.json("registry", "export", "support", "--format", format, "--to", target.toString());
    return target;
  }

  private void python(String property, String script, Object... arguments) throws Exception {
    List<Object> words = new ArrayList<>(List.of(arguments));
    words.add(words.size() - 1, chat);
    run(RealPython.script(property, script, words.toArray()));
  }

  private void run(ProcessBuilder process) throws Exception {
    Path said = folder.resolve("said");
    int code = process.redirectErrorStream(true).redirectOutput(said.toFile()).start().waitFor();
    assertThat(Files.readString(said), code, is(0));
  }

  private static double difference(Path one, String of, Path other, String ofOther)
      throws IOException {
    try (SafetensorsFile a = SafetensorsFile.open(one);
        SafetensorsFile b = SafetensorsFile.open(other)) {
      float[] x = a.floats(of).toArray();
      float[] y = b.floats(ofOther).toArray();
      assertThat(x.length, is(y.length));
      double largest = 0;
      for (int i = 0; i < x.length; i++) {
        largest = Math.max(largest, Math.abs(x[i] - y[i]));
      }
      return largest;
    }
  }
}
