package prefmill.trainers.tiny;

import java.util.Arrays;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import prefmill.trainers.huggingface.ModelConfig;
import prefmill.trainers.safetensors.FloatTensor;

/** Draws a Llama's weights: norms one, everything else normal, in a fixed order. */
final class RandomWeights {
  private final Random random;
  private final double deviation;

  private RandomWeights(long seed, double deviation) {
    this.random = new Random(seed);
    this.deviation = deviation;
  }

  static SortedMap<String, FloatTensor> draw(ModelConfig model, double deviation, long seed) {
    RandomWeights weights = new RandomWeights(seed, deviation);
    SortedMap<String, FloatTensor> tensors = new TreeMap<>();
    int hidden = model.hidden();
    int wide = model.intermediate();
    int queries = model.heads() * model.headWidth();
    int keys = model.keyValueHeads() * model.headWidth();
    tensors.put("model.embed_tokens.weight", weights.normal(model.vocabulary(), hidden));
    tensors.put("lm_head.weight", weights.normal(model.vocabulary(), hidden));
    tensors.put("model.norm.weight", ones(hidden));
    for (int i = 0; i < model.layers(); i++) {
      String layer = "model.layers." + i + ".";
      tensors.put(layer + "input_layernorm.weight", ones(hidden));
      tensors.put(layer + "post_attention_layernorm.weight", ones(hidden));
      tensors.put(layer + "self_attn.q_proj.weight", weights.normal(queries, hidden));
      tensors.put(layer + "self_attn.k_proj.weight", weights.normal(keys, hidden));
      tensors.put(layer + "self_attn.v_proj.weight", weights.normal(keys, hidden));
      tensors.put(layer + "self_attn.o_proj.weight", weights.normal(hidden, queries));
      tensors.put(layer + "mlp.gate_proj.weight", weights.normal(wide, hidden));
      tensors.put(layer + "mlp.up_proj.weight", weights.normal(wide, hidden));
      tensors.put(layer + "mlp.down_proj.weight", weights.normal(hidden, wide));
    }
    return tensors;
  }

  private FloatTensor normal(int rows, int columns) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return FloatTensor.of(values, rows, columns);
  }

  private static FloatTensor ones(int length) {
    float[] values = new float[length];
    Arrays.fill(values, 1);
    return FloatTensor.of(values, length);
  }
}
