package prefmill.trainers.djl.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import prefmill.trainers.huggingface.ModelConfig;
import prefmill.trainers.huggingface.ModelWeights;
import prefmill.trainers.safetensors.TensorInfo;
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
   * The names for a model, and by the files' headers whether each weight is there, of a type that
   * can be read and of the shape that the configuration gives it; no number of them is read. Biases
   * follow the file, since configurations do not agree on how to announce them.
   *
   * @throws TrainingException naming the first weight that would not do, or one that the script
   *     would not compute with
   */
  public static WeightNames of(ModelConfig model, ModelWeights weights) {
    Set<String> present = weights.names();
    boolean bias = present.contains("model.layers.0.self_attn.q_proj.bias");
    String embedding = "model.embed_tokens.weight";
    List<String> all = new ArrayList<>();
    Needed needed = (name, shape) -> all.add(known(weights, name, shape));
    needed.weight(embedding, model.vocabulary(), model.hidden());
    needed.weight("model.norm.weight", model.hidden());
    needed.weight(model.tied() ? embedding : "lm_head.weight", model.vocabulary(), model.hidden());
    for (int i = 0; i < model.layers(); i++) {
      layer(model, "model.layers." + i + ".", bias, needed);
    }
    Set<String> used = Set.copyOf(all);
    for (String name : present) {
      boolean derived = name.endsWith("rotary_emb.inv_freq") || name.equals("lm_head.weight");
      if (!derived && !used.contains(name)) {
        throw new TrainingException(
            "The weights hold "
                + name
                + ", which adapters cannot be trained or evaluated with: choose another base model.");
      }
    }
    return new WeightNames(List.copyOf(all), bias);
  }

  private static void layer(ModelConfig model, String layer, boolean bias, Needed needed) {
    long hidden = model.hidden();
    long queries = (long) model.heads() * model.headWidth();
    long keys = (long) model.keyValueHeads() * model.headWidth();
    long wide = model.intermediate();
    needed.weight(layer + "input_layernorm.weight", hidden);
    needed.weight(layer + "post_attention_layernorm.weight", hidden);
    long[] outputs = {queries, keys, keys, hidden, wide, wide, hidden};
    long[] inputs = {hidden, hidden, hidden, queries, hidden, hidden, wide};
    for (int i = 0; i < outputs.length; i++) {
      needed.weight(layer + PROJECTIONS.get(i) + ".weight", outputs[i], inputs[i]);
    }
    for (int i = 0; bias && i < 3; i++) {
      needed.weight(layer + PROJECTIONS.get(i) + ".bias", outputs[i]);
    }
  }

  private static String known(ModelWeights weights, String name, long... shape) {
    TensorInfo info = weights.info(name);
    if (!FLOATS.contains(info.type())) {
      throw new TrainingException(
          "The weight "
              + name
              + " is of type "
              + info.type()
              + ", and adapters can be trained and evaluated on F32, F16 and BF16 only: choose a"
              + " base model that is not quantised.");
    }
    List<Long> wanted = Arrays.stream(shape).boxed().toList();
    if (!info.shape().equals(wanted)) {
      throw new TrainingException(
          "The weight %s has the shape %s, and by config.json it is %s: copy both from the model's source."
              .formatted(name, info.shape(), wanted));
    }
    return name;
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

  /** Takes one weight after the other, in the script's order. */
  private interface Needed {
    void weight(String name, long... shape);
  }
}
