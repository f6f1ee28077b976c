package prefmill.trainers.adapter;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import prefmill.trainers.TestFiles;
import prefmill.trainers.safetensors.FloatTensor;
import prefmill.trainers.safetensors.SafetensorsWriter;
import prefmill.trainers.training.TrainingException;

class MlxLayoutTest {
  private static final String Q = "model.layers.1.self_attn.q_proj";

  @TempDir Path folder;

  @Test
  void thereAndBackEveryNumberIsTheSame() throws IOException {
    PeftAdapter adapter = PeftAdapter.read(TestFiles.parity("final_adapter_dpo"));
    MlxLayout.write(adapter, folder);

    PeftAdapter back = MlxLayout.read(folder, adapter.baseModel());
    assertThat(back, is(adapter));
    assertThat(back.contentHash(), is(adapter.contentHash()));
    JsonNode config = TestFiles.json(folder.resolve(PeftAdapter.CONFIG));
    assertThat(config.at("/lora_parameters/scale").asDouble(), is(2.0));
    assertThat(config.at("/lora_parameters/keys").size(), is(7));
  }

  @Test
  void transposesBothFactors() throws IOException {
    SortedMap<String, FloatTensor> tensors = new TreeMap<>();
    tensors.put(Q + ".lora_a", FloatTensor.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2));
    tensors.put(Q + ".lora_b", FloatTensor.of(new float[] {1, 2, 3, 4}, 2, 2));
    write(tensors, "\"lora\"");

    PeftAdapter read = MlxLayout.read(folder, "base");

    assertThat(read.lora(), is(new LoraScale(2, 20)));
    assertThat(read.lora().alpha(), is(40.0));
    assertThat(
        read.tensors().get(LoraNames.down(Q)),
        is(FloatTensor.of(new float[] {1, 3, 5, 2, 4, 6}, 2, 3)));
    assertThat(
        read.tensors().get(LoraNames.up(Q)), is(FloatTensor.of(new float[] {1, 3, 2, 4}, 2, 2)));
    read.write(folder);
    JsonNode config = TestFiles.json(folder.resolve(PeftAdapter.CONFIG));
    assertThat(config.get("layers_to_transform").toString(), is("[1]"));
    assertThat(config.get("lora_alpha").toString(), is("40"));
  }

  @ParameterizedTest
  @CsvSource({
    "full, model.layers.0.self_attn.q_proj.weight, fine_tune_type full",
    "lora, model.layers.0.self_attn.q_proj.n, no part of a low-rank adapter",
    "lora, model.embed_tokens.lora_a, adapted embeddings"
  })
  void refusesWhatPlainLoraCannotSay(String type, String name, String why) throws IOException {
    SortedMap<String, FloatTensor> tensors = new TreeMap<>();
    tensors.put(name, FloatTensor.of(new float[] {1, 2}, 1, 2));
    write(tensors, '"' + type + '"');
    TrainingException refused =
        assertThrows(TrainingException.class, () -> MlxLayout.read(folder, "base"));
    assertThat(refused.getMessage(), containsString(why));
  }

  /** The order of keys, the metadata and the files' own bytes say nothing about the adapter. */
  @Test
  void theContentHashIsThatOfTheNumbers() throws IOException {
    String first = "\"b\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[0,4]}";
    String second = "\"a\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[4,8]}";
    List<String> headers =
        List.of(
            "{" + first + "," + second + "}",
            "{" + second + ",\"__metadata__\":{\"by\":\"someone\"}," + first + "}  ");
    String hash = null;
    for (String header : headers) {
      raw(header, 1, 2);
      String found = MlxLayout.read(folder, "base").contentHash();
      assertThat(found, is(hash == null ? found : hash));
      hash = found;
    }
    raw(headers.get(0), 1, 2.0000002f);
    assertThat(MlxLayout.read(folder, "base").contentHash(), is(not(hash)));
  }

  private void raw(String header, float b, float a) throws IOException {
    String names =
        header.replace("\"a\"", '"' + Q + ".lora_a\"").replace("\"b\"", '"' + Q + ".lora_b\"");
    byte[] text = names.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(16 + text.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(text.length).put(text).putFloat(b).putFloat(a);
    Files.write(folder.resolve(MlxLayout.WEIGHTS), bytes.array());
    config("\"lora\"", 1);
  }

  private void write(SortedMap<String, FloatTensor> tensors, String type) throws IOException {
    SafetensorsWriter.write(folder.resolve(MlxLayout.WEIGHTS), tensors);
    config(type, 2);
  }

  private void config(String type, int rank) throws IOException {
    Files.writeString(
        folder.resolve(PeftAdapter.CONFIG),
        "{\"fine_tune_type\": %s, \"lora_parameters\": {\"rank\": %d, \"scale\": 20.0}}"
            .formatted(type, rank));
  }
}
