package prefmill.trainers.adapter;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import prefmill.trainers.safetensors.FloatTensor;
import prefmill.trainers.training.TrainingException;

/** The PEFT names of an adapter's tensors, and the check that they are factors of projections. */
public final class LoraNames {
  private static final String PREFIX = "base_model.model.";
  private static final String MAGNITUDE = ".lora_magnitude_vector";
  private static final Pattern PART =
      Pattern.compile(
          "base_model\\.model\\.(.+\\.layers\\.(\\d+)\\.(.+))\\.(?:lora_[AB]\\.weight|lora_magnitude_vector)");

  private LoraNames() {}

  /** The name of A, [rank, in]. */
  public static String down(String projection) {
    return PREFIX + projection + ".lora_A.weight";
  }

  /** The name of B, [out, rank]. */
  public static String up(String projection) {
    return PREFIX + projection + ".lora_B.weight";
  }

  /** The name of DoRA's magnitudes, [out]. */
  public static String magnitude(String projection) {
    return PREFIX + projection + MAGNITUDE;
  }

  /** Whether any tensor is a magnitude, which only DoRA has. */
  static boolean dora(Set<String> names) {
    return names.stream().anyMatch(name -> name.endsWith(MAGNITUDE));
  }

  /** The adapted projections, as the base model names them: model.layers.0.self_attn.q_proj. */
  static List<String> projections(SortedMap<String, FloatTensor> tensors) {
    return tensors.keySet().stream().map(name -> parts(name).group(1)).distinct().sorted().toList();
  }

  /** The layers that have an adapted projection. */
  static List<Integer> layers(SortedMap<String, FloatTensor> tensors) {
    return tensors.keySet().stream()
        .map(name -> Integer.valueOf(parts(name).group(2)))
        .distinct()
        .sorted()
        .toList();
  }

  /** The adapted paths within a layer: self_attn.q_proj. */
  static List<String> withinLayer(SortedMap<String, FloatTensor> tensors) {
    return tensors.keySet().stream().map(name -> parts(name).group(3)).distinct().sorted().toList();
  }

  /**
   * Checks that the tensors are pairs of factors of one rank, with DoRA each with its magnitudes,
   * all of finite numbers.
   *
   * @throws TrainingException naming the first that is not
   */
  static void check(Path file, LoraScale lora, Map<String, FloatTensor> tensors) {
    if (tensors.isEmpty()) {
      throw new TrainingException(file + " holds no tensors: the adapter is empty.");
    }
    Map<String, FloatTensor> left = new TreeMap<>(tensors);
    for (String name : tensors.keySet()) {
      if (!PART.matcher(name).matches()) {
        throw new TrainingException(
            "%s holds %s, which is no low-rank factor of a layer's projection; adapted embeddings or heads are not supported."
                .formatted(file, name));
      }
      requireFinite(file, name, tensors.get(name));
    }
    while (!left.isEmpty()) {
      String projection = parts(left.keySet().iterator().next()).group(1);
      FloatTensor down = left.remove(down(projection));
      FloatTensor up = left.remove(up(projection));
      int rank = lora.rank();
      if (!side(down, 0, rank) || !side(up, 1, rank)) {
        throw new TrainingException(
            "%s has no A [%d, in] and B [out, %d] for %s: it is damaged, or its ranks differ."
                .formatted(file, rank, rank, projection));
      }
      FloatTensor magnitude = left.remove(magnitude(projection));
      if (lora.dora() == (magnitude == null)
          || magnitude != null && !magnitude.shape().equals(List.of(up.shape().get(0)))) {
        throw new TrainingException(
            "%s and its configuration do not agree on the magnitudes of %s: one says DoRA, the other does not, or their shapes differ."
                .formatted(file, projection));
      }
    }
  }

  private static boolean side(FloatTensor factor, int side, int rank) {
    return factor != null && factor.shape().size() == 2 && factor.shape().get(side) == rank;
  }

  private static void requireFinite(Path file, String name, FloatTensor tensor) {
    for (float number : tensor.toArray()) {
      if (!Float.isFinite(number)) {
        throw new TrainingException(
            "%s holds %s in %s: its training went wrong, train it anew."
                .formatted(file, number, name));
      }
    }
  }

  private static Matcher parts(String name) {
    Matcher parts = PART.matcher(name);
    if (!parts.matches()) {
      throw new IllegalArgumentException(name);
    }
    return parts;
  }
}
