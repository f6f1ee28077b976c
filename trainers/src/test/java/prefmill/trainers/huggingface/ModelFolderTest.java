package prefmill.trainers.huggingface;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.trainers.TestFiles;
import prefmill.trainers.safetensors.FloatTensor;
import prefmill.trainers.safetensors.SafetensorsWriter;
import prefmill.trainers.training.TrainingException;

class ModelFolderTest {
  @TempDir Path folder;

  @Test
  void readsBothSpellingsOfTheConfiguration() throws IOException {
    ModelConfig of5 = ModelConfig.read(TestFiles.parity("model"));
    write(
        """
        {"model_type": "llama", "hidden_size": 64, "intermediate_size": 128, "vocab_size": 2048,
         "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2,
         "rms_norm_eps": 1e-6, "rope_theta": 10000.0, "rope_scaling": null, "torch_dtype": "float32"}
        """);
    assertThat(ModelConfig.read(folder), is(of5));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"model_type\": \"mamba\"', mamba",
    "'\"model_type\": \"qwen2\", \"hidden_act\": \"gelu\"', gelu",
    "'\"model_type\": \"llama\", \"rope_parameters\": {\"partial_rotary_factor\": 0.5}', partial_rotary_factor",
    "'\"model_type\": \"llama\", \"rope_scaling\": {\"type\": \"longrope\"}', longrope",
    "'\"model_type\": \"llama\", \"hidden_size\": 8, \"intermediate_size\": 8, \"vocab_size\": 8, \"num_hidden_layers\": 1, \"num_attention_heads\": 1, \"rope_parameters\": {\"rope_type\": \"linear\"}', without a factor",
    "'\"model_type\": \"llama\"', hidden_size"
  })
  void refusesWhatItWouldComputeWrongly(String keys, String named) throws IOException {
    write("{" + keys + "}");
    TrainingException refused =
        assertThrows(TrainingException.class, () -> ModelConfig.read(folder));
    assertThat(refused.getMessage(), containsString(named));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"head_dim\": 0', head_dim",
    "'\"head_dim\": -1', head_dim",
    "'\"head_dim\": \"x\"', head_dim",
    "'\"head_dim\": 15', head_dim",
    "'\"num_key_value_heads\": 0', num_key_value_heads",
    "'\"num_key_value_heads\": -1', num_key_value_heads",
    "'\"num_key_value_heads\": 3', num_key_value_heads",
    "'\"num_attention_heads\": 2147483647', num_attention_heads",
    "'\"num_attention_heads\": 128', num_attention_heads",
    "'\"hidden_size\": 3', hidden_size",
    "'\"hidden_size\": 4294967360', hidden_size",
    "'\"num_hidden_layers\": 2147483647', num_hidden_layers"
  })
  void refusesNumbersThatNoModelHas(String key, String named) throws IOException {
    write(
        """
        {"model_type": "llama", "hidden_size": 64, "intermediate_size": 128, "vocab_size": 2048,
         "num_hidden_layers": 2, "num_attention_heads": 4, %s}
        """
            .formatted(key));
    TrainingException refused =
        assertThrows(TrainingException.class, () -> ModelConfig.read(folder));
    assertThat(refused.getMessage(), containsString(named));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"model_type\": ", "", "[]", "null", "{\"a\": NaN}", "{\"a\": \"\0\"}", "{} x"})
  void namesAFileThatIsNoJson(String content) throws IOException {
    write(content);
    String said = "config.json is not valid JSON: copy it from the model's source.";
    assertThat(
        assertThrows(TrainingException.class, () -> ModelConfig.read(folder)).getMessage(),
        is(folder.resolve(said).toString()));
    write("{\"a\":".repeat(100_000));
    assertThrows(TrainingException.class, () -> ModelConfig.read(folder));
    Files.write(folder.resolve("config.json"), new byte[] {'{', '"', (byte) 0xff, '"', '}'});
    assertThrows(TrainingException.class, () -> ModelConfig.read(folder));

    Files.writeString(folder.resolve("model.safetensors.index.json"), content);
    assertThat(
        assertThrows(TrainingException.class, () -> ModelWeights.open(folder)).getMessage(),
        containsString("model.safetensors.index.json is not valid JSON"));
  }

  @Test
  void aShardsNameIsAFilesName() throws IOException {
    index("a\\u0000.safetensors", "b.safetensors");
    TrainingException refused =
        assertThrows(TrainingException.class, () -> ModelWeights.open(folder));
    assertThat(refused.getMessage(), containsString("'a?.safetensors', which is no shard"));
  }

  @ParameterizedTest
  @CsvSource({
    "mistral, '\"sliding_window\": 4096', 4096",
    "mistral, '\"sliding_window\": null', 2147483647",
    "qwen2, '\"sliding_window\": 4096, \"use_sliding_window\": false', 2147483647",
    "qwen2, '\"sliding_window\": 4096, \"use_sliding_window\": true', 4096",
    "llama, '\"head_dim\": null', 2147483647"
  })
  void knowsHowFarAttentionSees(String type, String keys, int window) throws IOException {
    write(
        """
        {"model_type": "%s", "hidden_size": 64, "intermediate_size": 128, "vocab_size": 2048,
         "num_hidden_layers": 2, "num_attention_heads": 4, %s}
        """
            .formatted(type, keys));
    ModelConfig read = ModelConfig.read(folder);
    assertThat(read.window(), is(window));
    assertThat(read.headWidth(), is(16));
  }

  @Test
  void dynamicAnglesAreKnownUpToTheLengthOfTheModel() throws IOException {
    write(
        """
        {"model_type": "llama", "hidden_size": 64, "intermediate_size": 128, "vocab_size": 2048,
         "num_hidden_layers": 2, "num_attention_heads": 4, "max_position_embeddings": 100,
         "rope_scaling": {"type": "dynamic", "factor": 4.0}}
        """);
    ModelConfig read = ModelConfig.read(folder);
    read.requireSeen(folder, 100);
    TrainingException refused =
        assertThrows(TrainingException.class, () -> read.requireSeen(folder, 101));
    assertThat(refused.getMessage(), containsString("set max_length to at most 100"));
  }

  @Test
  void readsShards() throws IOException {
    shard("a.safetensors", "x", 1);
    shard("b.safetensors", "y", 2);
    index("a.safetensors", "b.safetensors");
    try (ModelWeights weights = ModelWeights.open(folder)) {
      assertThat(weights.floats("x", 0, 1).get(0), is(1f));
      assertThat(weights.floats("y", 0, 1).get(0), is(2f));
      TrainingException missing =
          assertThrows(TrainingException.class, () -> weights.floats("z", 0, 1));
      assertThat(missing.getMessage(), containsString("lack z"));
    }
  }

  @Test
  void staysWithinTheFolder() throws IOException {
    index("../../elsewhere.safetensors", "b.safetensors");
    TrainingException refused =
        assertThrows(TrainingException.class, () -> ModelWeights.open(folder));
    assertThat(refused.getMessage(), containsString("no shard of this folder"));
  }

  @Test
  void refusesPickledWeights() throws IOException {
    Files.writeString(folder.resolve("pytorch_model.bin"), "anything");
    TrainingException refused =
        assertThrows(TrainingException.class, () -> ModelWeights.open(folder));
    assertThat(refused.getMessage(), containsString("pickled"));
  }

  private void write(String config) throws IOException {
    Files.writeString(folder.resolve("config.json"), config);
  }

  private void shard(String file, String tensor, float value) throws IOException {
    TreeMap<String, FloatTensor> tensors = new TreeMap<>();
    tensors.put(tensor, FloatTensor.of(new float[] {value}, 1));
    SafetensorsWriter.write(folder.resolve(file), tensors);
  }

  private void index(String first, String second) throws IOException {
    Files.writeString(
        folder.resolve("model.safetensors.index.json"),
        "{\"weight_map\": {\"x\": \"%s\", \"y\": \"%s\"}}".formatted(first, second));
  }
}
