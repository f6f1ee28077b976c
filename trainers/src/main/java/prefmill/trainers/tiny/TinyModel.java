package prefmill.trainers.tiny;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import prefmill.trainers.huggingface.ModelConfig;
import prefmill.trainers.huggingface.rotary.RotaryFrequencies;
import prefmill.trainers.safetensors.SafetensorsWriter;

/**
 * A small Llama with random weights and a tokenizer learned from given texts, for a first run on
 * any machine without a download.
 *
 * <p>It knows no language; an adapter can teach it which words and manners people prefer. The same
 * texts and seed make the same bytes.
 */
public final class TinyModel {
  private static final int VOCABULARY = 2048;
  private static final int MAX_LENGTH = 1024;
  private static final double DEVIATION = 0.08;

  private TinyModel() {}

  /**
   * Writes a Hugging Face folder: config, weights, tokenizer, ChatML template.
   *
   * @param folder is created if it is not there
   * @param corpus texts of the kind that the model will see; their order does not matter
   * @param seed of the weights
   */
  public static void write(Path folder, List<String> corpus, long seed) throws IOException {
    Files.createDirectories(folder);
    BytePairs pairs = BytePairs.learn(corpus, TokenizerFiles.SPECIAL, VOCABULARY);
    ModelConfig model =
        new ModelConfig(
            2,
            64,
            128,
            4,
            2,
            16,
            pairs.tokens().size(),
            1e-6,
            RotaryFrequencies.plain(10_000),
            false,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE);
    TokenizerFiles.write(folder, pairs, MAX_LENGTH);
    SafetensorsWriter.write(
        folder.resolve("model.safetensors"), RandomWeights.draw(model, DEVIATION, seed));
    Files.writeString(folder.resolve("config.json"), config(model).toPrettyString() + "\n");
  }

  /** Spelled so that transformers 4 and 5 both read it. */
  private static ObjectNode config(ModelConfig model) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.putArray("architectures").add("LlamaForCausalLM");
    json.put("attention_bias", false);
    json.putNull("bos_token_id");
    json.put("dtype", "float32");
    json.put("eos_token_id", TokenizerFiles.END_OF_MESSAGE);
    json.put("head_dim", model.headWidth());
    json.put("hidden_act", "silu");
    json.put("hidden_size", model.hidden());
    json.put("initializer_range", DEVIATION);
    json.put("intermediate_size", model.intermediate());
    json.put("max_position_embeddings", MAX_LENGTH);
    json.put("model_type", "llama");
    json.put("num_attention_heads", model.heads());
    json.put("num_hidden_layers", model.layers());
    json.put("num_key_value_heads", model.keyValueHeads());
    json.put("pad_token_id", TokenizerFiles.PADDING);
    json.put("rms_norm_eps", model.normEpsilon());
    json.put("rope_theta", model.rotary().theta());
    json.put("tie_word_embeddings", model.tied());
    json.put("torch_dtype", "float32");
    json.put("vocab_size", model.vocabulary());
    return json;
  }
}
