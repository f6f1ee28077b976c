package prefmill.trainers.adapter;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.trainers.SamplePairs;
import prefmill.trainers.TestFiles;
import prefmill.trainers.evaluate.AdapterEvaluation;
import prefmill.trainers.safetensors.FloatTensor;
import prefmill.trainers.safetensors.SafetensorsException;
import prefmill.trainers.safetensors.SafetensorsWriter;
import prefmill.trainers.tiny.TinyModel;
import prefmill.trainers.training.TrainingException;

class PeftAdapterTest {
  private static final String SOUND = "\"r\": 4, \"lora_alpha\": 8";

  @TempDir Path folder;

  @Test
  void writesWhatItReadsWithTheSameBytesEachTime() throws IOException {
    PeftAdapter read = PeftAdapter.read(TestFiles.parity("initial_adapter"));
    Path first = Files.createDirectory(folder.resolve("first"));
    Path second = Files.createDirectory(folder.resolve("second"));
    read.write(first);
    PeftAdapter.read(first).write(second);

    assertThat(PeftAdapter.read(second), is(read));
    for (String file : new String[] {PeftAdapter.WEIGHTS, PeftAdapter.CONFIG}) {
      assertThat(Files.mismatch(first.resolve(file), second.resolve(file)), is(-1L));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"use_dora\": true | do not agree on the magnitudes",
        "\"fan_in_fan_out\": true | fan_in_fan_out",
        "\"lora_bias\": true | lora_bias",
        "\"bias\": \"all\" | bias all",
        "\"rank_pattern\": {\"q_proj\": 2} | rank_pattern",
        "\"alpha_pattern\": {\"q_proj\": 2} | alpha_pattern",
        "\"modules_to_save\": [\"lm_head\"] | modules_to_save",
        "\"peft_type\": \"IA3\" | peft_type IA3",
        "\"r\": 8 | [8, in]",
        "\"lora_alpha\": 0 | lacks r or lora_alpha",
        "\"target_modules\": [\"q_proj\"] | in target_modules",
        "\"layers_to_transform\": [5] | layers_to_transform",
      })
  void refusesAdaptersThatItWouldComputeWrongly(String keys, String why) throws IOException {
    PeftAdapter.read(TestFiles.parity("initial_adapter")).write(folder);
    config("{" + SOUND + ", " + keys + "}");
    assertThat(refusal(), containsString(why));
  }

  @Test
  void takesTheScaleOfRankStabilisedAdapters() throws IOException {
    PeftAdapter.read(TestFiles.parity("initial_adapter")).write(folder);
    config("{" + SOUND + ", \"use_rslora\": true}");
    assertThat(PeftAdapter.read(folder).lora(), is(new LoraScale(4, 4)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "base_model.model.model.layers.0.self_attn.q_proj.lora_bias",
        "base_model.model.model.embed_tokens.lora_embedding_A",
        "base_model.model.lm_head.lora_A.weight"
      })
  void refusesTensorsThatAreNoFactorOfAProjection(String name) throws IOException {
    PeftAdapter sound = PeftAdapter.read(TestFiles.parity("initial_adapter"));
    SortedMap<String, FloatTensor> tensors = new TreeMap<>(sound.tensors());
    sound.write(folder);
    tensors.put(name, FloatTensor.of(new float[8], 4, 2));
    SafetensorsWriter.write(folder.resolve(PeftAdapter.WEIGHTS), tensors);
    assertThat(refusal(), containsString(name));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void refusesNumbersThatAreNotFinite(float number) throws IOException {
    PeftAdapter sound = PeftAdapter.read(TestFiles.parity("initial_adapter"));
    SortedMap<String, FloatTensor> tensors = new TreeMap<>(sound.tensors());
    String name = tensors.lastKey();
    float[] numbers = tensors.get(name).toArray();
    numbers[numbers.length - 1] = number;
    tensors.put(
        name, new FloatTensor(tensors.get(name).shape(), java.nio.FloatBuffer.wrap(numbers)));
    new PeftAdapter("model", sound.lora(), tensors).write(folder);
    assertThat(refusal(), containsString(number + " in " + name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"adapter_model.bin", "adapter.pt", "x.pth", "y.pkl", "z.ckpt"})
  void refusesPicklesByName(String name) throws IOException {
    config("{" + SOUND + "}");
    Files.writeString(folder.resolve(name), "anything");
    assertThat(refusal(), containsString("pickled weights"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PK\u0003\u0004 a zip of pickles",
        "\u0080\u0002}q\u0001X\u0003\u0000.",
        "(dp0\ncos\nsystem"
      })
  void refusesPicklesByContent(String content) throws IOException {
    config("{" + SOUND + "}");
    Files.write(folder.resolve(PeftAdapter.WEIGHTS), content.getBytes(StandardCharsets.ISO_8859_1));
    SafetensorsException refused =
        assertThrows(SafetensorsException.class, () -> PeftAdapter.read(folder));
    assertThat(refused.getMessage(), containsString("pickle"));
  }

  @Test
  void refusesAFolderThatHoldsNone() throws IOException {
    assertThat(refusal(), containsString("lacks adapter_config.json"));
    Files.writeString(folder.resolve(PeftAdapter.WEIGHTS), "");
    config("{broken");
    assertThat(refusal(), containsString("is no JSON"));
  }

  @Test
  void anAdapterOfAnotherModelIsRefused() throws IOException {
    Path model = folder.resolve("model");
    TinyModel.write(model, SamplePairs.texts(SamplePairs.of(20, 1)), 1);
    PeftAdapter read = PeftAdapter.read(TestFiles.parity("initial_adapter"));
    SortedMap<String, FloatTensor> tensors = new TreeMap<>();
    read.tensors().forEach((name, t) -> tensors.put(name.replace("layers.1", "layers.9"), t));
    Path adapter = Files.createDirectory(folder.resolve("adapter"));
    new PeftAdapter("model", read.lora(), tensors).write(adapter);
    TrainingException refused =
        assertThrows(
            TrainingException.class, () -> AdapterEvaluation.open(model, adapter, 64).close());
    assertThat(refused.getMessage(), containsString("made for another model"));
  }

  private void config(String json) throws IOException {
    Files.writeString(folder.resolve(PeftAdapter.CONFIG), json);
  }

  private String refusal() {
    return assertThrows(TrainingException.class, () -> PeftAdapter.read(folder)).getMessage();
  }
}
