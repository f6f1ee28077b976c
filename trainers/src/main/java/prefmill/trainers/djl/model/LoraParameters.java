package prefmill.trainers.djl.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import prefmill.trainers.djl.engine.OwnedArrays;
import prefmill.trainers.huggingface.ModelConfig;
import prefmill.trainers.safetensors.FloatTensor;
import prefmill.trainers.training.TrainingException;

/**
 * The trained numbers: A and B of every adapted projection, with DoRA its lengths; with gradients.
 */
public final class LoraParameters {
  private final List<String> names;
  private final List<NDArray> arrays = new ArrayList<>();

  private LoraParameters(
      NDManager manager, ModelConfig model, int rank, Map<String, FloatTensor> values) {
    boolean dora = values.keySet().stream().anyMatch(LoraParameters::isMagnitude);
    this.names = WeightNames.adapter(model, dora);
    for (String name : values.keySet()) {
      if (!names.contains(name)) {
        throw new TrainingException(
            "The adapter holds %s, which the model lacks: it was made for another model."
                .formatted(name));
      }
    }
    for (String name : names) {
      List<Long> shape = shape(model, rank, name);
      if (isMagnitude(name) && !values.containsKey(name)) {
        throw new TrainingException(
            "The adapter lacks %s: with DoRA the built-in engine reads only adapters of all seven projections."
                .formatted(name));
      }
      FloatTensor value = values.containsKey(name) ? values.get(name) : zeros(shape);
      if (!value.shape().equals(shape)) {
        throw new TrainingException(
            "The adapter has no %s of shape %s: it was made for another model or rank."
                .formatted(name, shape));
      }
      NDArray array = OwnedArrays.of(manager, value.values().duplicate(), new Shape(shape));
      JniUtils.attachGradient((PtNDArray) array, true);
      arrays.add(array);
    }
  }

  /** A start that changes nothing: A uniform within 1/sqrt(width), as PEFT draws it, B zero. */
  public static LoraParameters fresh(NDManager manager, ModelConfig model, int rank, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, FloatTensor> values = new TreeMap<>();
    for (String name : WeightNames.adapter(model, false)) {
      List<Long> shape = shape(model, rank, name);
      float[] numbers = new float[Math.toIntExact(shape.get(0) * shape.get(1))];
      if (name.endsWith("lora_A.weight")) {
        double bound = 1 / Math.sqrt(shape.get(1));
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = (float) ((2 * random.nextDouble() - 1) * bound);
        }
      }
      values.put(name, new FloatTensor(shape, FloatBuffer.wrap(numbers)));
    }
    return new LoraParameters(manager, model, rank, values);
  }

  /**
   * Goes on from given numbers; a projection without any is not adapted and stays so, since two
   * factors of zeros have no gradient.
   */
  public static LoraParameters of(
      NDManager manager, ModelConfig model, int rank, Map<String, FloatTensor> values) {
    return new LoraParameters(manager, model, rank, values);
  }

  /** A copy of the numbers by their PEFT names. */
  public SortedMap<String, FloatTensor> values() {
    SortedMap<String, FloatTensor> values = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      values.put(names.get(i), copy(arrays.get(i)));
    }
    return values;
  }

  static FloatTensor copy(NDArray array) {
    return FloatTensor.of(array.toFloatArray(), array.getShape().getShape());
  }

  /** The PEFT names in the order of gradients. */
  public List<String> names() {
    return names;
  }

  List<NDArray> arrays() {
    return arrays;
  }

  private static List<Long> shape(ModelConfig model, int rank, String name) {
    long hidden = model.hidden();
    long queries = (long) model.heads() * model.headWidth();
    long keys = (long) model.keyValueHeads() * model.headWidth();
    long wide = model.intermediate();
    String projection = name.substring(0, name.indexOf(".lora_"));
    long in =
        projection.endsWith("o_proj") ? queries : projection.endsWith("down_proj") ? wide : hidden;
    long out =
        projection.endsWith("q_proj")
            ? queries
            : projection.endsWith("k_proj") || projection.endsWith("v_proj")
                ? keys
                : projection.endsWith("gate_proj") || projection.endsWith("up_proj")
                    ? wide
                    : hidden;
    if (isMagnitude(name)) {
      return List.of(out);
    }
    return name.endsWith("lora_A.weight") ? List.of((long) rank, in) : List.of(out, (long) rank);
  }

  private static boolean isMagnitude(String name) {
    return name.endsWith(".lora_magnitude_vector");
  }

  private static FloatTensor zeros(List<Long> shape) {
    int count = Math.toIntExact(shape.get(0) * shape.get(1));
    return new FloatTensor(shape, FloatBuffer.allocate(count));
  }
}
