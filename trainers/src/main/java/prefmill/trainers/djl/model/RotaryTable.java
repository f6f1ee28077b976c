package prefmill.trainers.djl.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import prefmill.trainers.djl.engine.OwnedArrays;
import prefmill.trainers.huggingface.ModelConfig;

/**
 * Cosines and sines of the rotary position embedding (Su et al., 2021), in single precision as
 * transformers computes them.
 *
 * @param cos one row a position
 * @param sin one row a position
 */
record RotaryTable(NDArray cos, NDArray sin) {
  static RotaryTable of(NDManager manager, ModelConfig model, int positions) {
    int width = model.headWidth();
    float factor = (float) model.rotary().attentionFactor();
    float[] cos = new float[positions * width];
    float[] sin = new float[positions * width];
    for (int i = 0; i < width; i++) {
      float frequency = model.rotary().frequency(i % (width / 2), width);
      for (int p = 0; p < positions; p++) {
        float angle = p * frequency;
        cos[p * width + i] = (float) Math.cos(angle) * factor;
        sin[p * width + i] = (float) Math.sin(angle) * factor;
      }
    }
    Shape shape = new Shape(positions, width);
    return new RotaryTable(
        OwnedArrays.of(manager, FloatBuffer.wrap(cos), shape),
        OwnedArrays.of(manager, FloatBuffer.wrap(sin), shape));
  }
}
