package prefmill.trainers.djl.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import prefmill.trainers.huggingface.ModelConfig;
import prefmill.trainers.huggingface.ModelWeights;
import prefmill.trainers.safetensors.TensorType;
import prefmill.trainers.training.TrainingException;

/**
 * The order in which weights and adapters are handed to the script.
 *
 * @param all names of the base weights: embedding, last norm, head, then each layer's
 * @param bias whether the query, key and value projections have biases
 */
public record WeightNames(List<String> all, boolean bias) {
  private static final Set<TensorType> FLOATS =
      Set.of(TensorType.F32, TensorType.F16, TensorType.BF16);

  /** The adapted projections of a layer, in order. */
  static final List<String> PROJECTIONS =
      List.of(
          "self_attn.q_proj",
          "self_attn.k_proj",
          "self_attn.v_proj",
          "self_attn.o_proj",
          "mlp.gate_proj",
          "mlp.up_proj",
          "mlp.down_proj");

  /**
   * The names for a model, and by the files' headers whether each weight is there and of a type
   * that can be read; no number of them is read.
   *
   * @throws TrainingException naming the first weight that would not do
   */
  public static WeightNames of(ModelConfig model, ModelWeights weights) {
    WeightNames names = of(model, weights.names());
    for (String name : names.all()) {
      TensorType type = weights.info(name).type();
      if (!FLOATS.contains(type)) {
        throw new TrainingException(
            "The weight "
                + name
                + " is of type "
                + type
                + ", and adapters can be trained and evaluated on F32, F16 and BF16 only: choose a"
                + " base model that is not quantised.");
      }
    }
    return names;
  }

  /**
   * The names for a model whose file holds the given tensors; biases follow the file, since
   * configurations do not agree on how to announce them.
   *
   * @throws TrainingException if the file holds a tensor that the script would not compute with
   */
  static WeightNames of(ModelConfig model, Set<String> present) {
    boolean bias = present.contains("model.layers.0.self_attn.q_proj.bias");
    String embedding = "model.embed_tokens.weight";
    List<String> all = new ArrayList<>();
    all.add(embedding);
    all.add("model.norm.weight");
    all.add(model.tied() ? embedding : "lm_head.weight");
    for (int i = 0; i < model.layers(); i++) {
      String layer = "model.layers." + i + ".";
      all.add(layer + "input_layernorm.weight");
      all.add(layer + "post_attention_layernorm.weight");
      for (String projection : PROJECTIONS) {
        all.add(layer + projection + ".weight");
      }
      if (bias) {
        for (String projection : PROJECTIONS.subList(0, 3)) {
          all.add(layer + projection + ".bias");
        }
      }
    }
    for (String name : present) {
      boolean derived = name.endsWith("rotary_emb.inv_freq") || name.equals("lm_head.weight");
      if (!derived && !all.contains(name)) {
        throw new TrainingException(
            "The weights hold "
                + name
                + ", which adapters cannot be trained or evaluated with: choose another base model.");
      }
    }
    return new WeightNames(List.copyOf(all), bias);
  }

  /** How many weights a layer has. */
  int perLayer() {
    return bias ? 12 : 9;
  }

  /**
   * The adapter's tensors by their PEFT names: A and B of each projection, with DoRA its lengths.
   */
  static List<String> adapter(ModelConfig model, boolean dora) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < model.layers(); i++) {
      for (String projection : PROJECTIONS) {
        String at = "base_model.model.model.layers." + i + "." + projection;
        names.add(at + ".lora_A.weight");
        names.add(at + ".lora_B.weight");
        if (dora) {
          names.add(at + ".lora_magnitude_vector");
        }
      }
    }
    return names;
  }
}
