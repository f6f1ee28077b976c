package prefmill.trainers.djl.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import prefmill.trainers.huggingface.ModelConfig;
import prefmill.trainers.training.TrainingException;

/**
 * The order in which weights and adapters are handed to the script.
 *
 * @param all names of the base weights: embedding, last norm, head, then each layer's
 * @param bias whether the query, key and value projections have biases
 */
record WeightNames(List<String> all, boolean bias) {
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
                + ", which the built-in trainer does not compute with; use another trainer for"
                + " this model.");
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
