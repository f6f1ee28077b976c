package prefmill.trainers.tiny;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import prefmill.trainers.huggingface.ModelConfig;
import prefmill.trainers.safetensors.SafetensorsWriter;

/** The tiny model's tokenizer with a random Llama of any size. */
public final class LargerModel {
  private static final int HEAD_WIDTH = 64;

  private LargerModel() {}

  public static void write(Path folder, List<String> corpus, int layers, int hidden)
      throws IOException {
    TinyModel.write(folder, corpus, 1);
    ObjectMapper json = new ObjectMapper();
    Path file = folder.resolve("config.json");
    ObjectNode config = (ObjectNode) json.readTree(file.toFile());
    config.put("num_hidden_layers", layers).put("hidden_size", hidden);
    config.put("intermediate_size", 11 * hidden / 4).put("head_dim", HEAD_WIDTH);
    config.put("num_attention_heads", hidden / HEAD_WIDTH);
    config.put("num_key_value_heads", hidden / HEAD_WIDTH);
    json.writeValue(file.toFile(), config);
    SafetensorsWriter.write(
        folder.resolve("model.safetensors"), RandomWeights.draw(ModelConfig.read(folder), 0.02, 1));
  }
}
