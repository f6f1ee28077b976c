package prefmill.trainers.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import prefmill.trainers.huggingface.rotary.RopeParameters;
import prefmill.trainers.huggingface.rotary.RotaryFrequencies;
import prefmill.trainers.training.TrainingException;

/**
 * The shape of a Llama, Qwen2 or Mistral model, from config.json in the spelling of transformers 4
 * or 5.
 *
 * @param layers decoder layers
 * @param hidden width of the residual stream
 * @param intermediate width of the feed-forward layers
 * @param heads query heads
 * @param keyValueHeads key and value heads
 * @param headWidth width of one head
 * @param vocabulary rows of the embedding
 * @param normEpsilon of the root mean square norms
 * @param rotary angles of the rotary embedding
 * @param tied whether the output head is the embedding
 * @param window how many tokens back attention sees; beyond it, another attention would be due
 * @param longest how many tokens the angles hold for
 */
public record ModelConfig(
    int layers,
    int hidden,
    int intermediate,
    int heads,
    int keyValueHeads,
    int headWidth,
    int vocabulary,
    double normEpsilon,
    RotaryFrequencies rotary,
    boolean tied,
    int window,
    int longest) {
  private static final List<String> KNOWN = List.of("llama", "qwen2", "mistral");
  private static final int MOST_LAYERS = 10_000;
  private static final int MOST = 1 << 24;

  /**
   * Reads a model folder's config.json.
   *
   * @throws TrainingException if the model is of another shape than this trainer computes
   */
  public static ModelConfig read(Path folder) throws IOException {
    Path file = folder.resolve("config.json");
    if (!Files.isRegularFile(file)) {
      throw new TrainingException(
          folder + " is no model folder: it lacks config.json; name a Hugging Face model folder.");
    }
    JsonNode json = ModelJson.read(file);
    refuse(file, "model_type", json.path("model_type").asText(), KNOWN);
    refuse(file, "hidden_act", json.path("hidden_act").asText("silu"), List.of("silu"));
    RopeParameters rope = RopeParameters.of(file, json);
    int hidden = number(file, json, "hidden_size", MOST);
    int heads = number(file, json, "num_attention_heads", MOST);
    return new ModelConfig(
        number(file, json, "num_hidden_layers", MOST_LAYERS),
        hidden,
        number(file, json, "intermediate_size", MOST),
        heads,
        keyValueHeads(file, json, heads),
        headWidth(file, json, hidden, heads),
        number(file, json, "vocab_size", MOST),
        json.path("rms_norm_eps").asDouble(1e-6),
        rope.frequencies(),
        json.path("tie_word_embeddings").asBoolean(false),
        window(json),
        rope.longest());
  }

  /**
   * Makes sure that every token of a sequence is seen.
   *
   * @param folder where this was read from
   * @throws TrainingException if attention sees less than a sequence of this length
   */
  public void requireSeen(Path folder, int maxLength) {
    if (maxLength > window) {
      throw new TrainingException(
          "%s attends to the last %d tokens only (sliding_window), max_length is %d: set max_length to at most %d."
              .formatted(folder, window, maxLength, window));
    }
    if (maxLength > longest) {
      throw new TrainingException(
          "%s has rope type 'dynamic', which gives a row of more than %d tokens other angles in every batch, max_length is %d: set max_length to at most %d."
              .formatted(folder, longest, maxLength, longest));
    }
  }

  /** Qwen2 writes a window that it does not use unless it says so. */
  private static int window(JsonNode json) {
    boolean used =
        json.path("use_sliding_window")
            .asBoolean(json.path("model_type").asText().equals("mistral"));
    int window = json.path("sliding_window").asInt(0);
    return used && window > 0 ? window : Integer.MAX_VALUE;
  }

  private static void refuse(Path file, String key, String value, List<String> known) {
    if (!known.contains(value)) {
      throw new TrainingException(
          "%s has %s '%s', and adapters can be trained and evaluated with %s only: choose another base model."
              .formatted(file, key, value, String.join(", ", known)));
    }
  }

  private static int keyValueHeads(Path file, JsonNode json, int heads) {
    String key = "num_key_value_heads";
    int given = json.path(key).isNull() || !json.has(key) ? heads : number(file, json, key, MOST);
    if (heads % given != 0) {
      throw new TrainingException(
          "%s has %s %s, which do not share num_attention_heads %s evenly: copy it from the model's source."
              .formatted(file, key, given, heads));
    }
    return given;
  }

  private static int headWidth(Path file, JsonNode json, int hidden, int heads) {
    String key = "head_dim";
    boolean named = json.has(key) && !json.path(key).isNull();
    int width = named ? number(file, json, key, MOST) : hidden / heads;
    if (width == 0 || width % 2 != 0) {
      throw new TrainingException(
          "%s has heads of width %s (%s), and positions turn pairs of numbers, so that it must be even and above 0: copy it from the model's source."
              .formatted(file, width, named ? key : "hidden_size / num_attention_heads"));
    }
    return width;
  }

  private static int number(Path file, JsonNode json, String key, int most) {
    JsonNode node = json.path(key);
    if (!node.isIntegralNumber()
        || !node.canConvertToInt()
        || node.intValue() < 1
        || node.intValue() > most) {
      throw new TrainingException(
          "%s lacks a whole number from 1 to %s for %s: copy it from the model's source."
              .formatted(file, most, key));
    }
    return node.intValue();
  }
}
