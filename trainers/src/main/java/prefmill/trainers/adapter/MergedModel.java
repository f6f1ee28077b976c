package prefmill.trainers.adapter;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import prefmill.datasets.objects.Durable;
import prefmill.trainers.huggingface.ModelWeights;
import prefmill.trainers.safetensors.FloatTensor;
import prefmill.trainers.safetensors.RoundedFloats;
import prefmill.trainers.safetensors.SafetensorsFile;
import prefmill.trainers.safetensors.SafetensorsWriter;
import prefmill.trainers.safetensors.WritableTensor;
import prefmill.trainers.training.TrainingException;

/**
 * Writes a base model with an adapter worked into its weights, as a Hugging Face folder that needs
 * no adapter any more: W + scale B A, with DoRA each row brought to its magnitude, computed in 32
 * bits and rounded to the type of W.
 *
 * <p>The shards are those of the base model, one adapted weight at a time in memory; weights that
 * are not adapted are copied bit by bit, configuration and tokenizer as they are. The folder
 * appears only whole.
 */
public final class MergedModel {
  private static final String COPIED = ".*\\.(json|jinja|txt|model)|LICENSE.*|NOTICE.*";

  private final PeftAdapter adapter;
  private final Set<String> left;

  private MergedModel(PeftAdapter adapter) {
    this.adapter = adapter;
    this.left = new TreeSet<>(LoraNames.projections(adapter.tensors()));
  }

  /**
   * Merges.
   *
   * @param output the folder to appear
   * @throws TrainingException if it is there already, or the adapter is for another model
   */
  public static void write(Path baseModel, PeftAdapter adapter, Path output) throws IOException {
    if (Files.exists(output)) {
      throw new TrainingException(output + " is already there: choose another folder.");
    }
    Path attempt = output.resolveSibling("." + output.getFileName() + "-" + UUID.randomUUID());
    Files.createDirectories(attempt);
    try {
      new MergedModel(adapter).write(baseModel, attempt);
      Durable.syncTree(attempt);
      Files.move(attempt, output, StandardCopyOption.ATOMIC_MOVE);
      Durable.syncFolder(output.toAbsolutePath().getParent());
    } finally {
      Durable.deleteTree(attempt);
    }
  }

  private void write(Path baseModel, Path folder) throws IOException {
    for (Path shard : ModelWeights.files(baseModel)) {
      try (SafetensorsFile weights = SafetensorsFile.open(shard)) {
        SortedMap<String, WritableTensor> tensors = new TreeMap<>();
        for (String name : weights.tensors().keySet()) {
          tensors.put(name, tensor(weights, name));
        }
        SafetensorsWriter.write(folder.resolve(shard.getFileName()), tensors);
      }
    }
    if (!left.isEmpty()) {
      throw new TrainingException(
          "The adapter adapts %s, which %s lacks: it was made for another model."
              .formatted(left.iterator().next(), baseModel));
    }
    try (Stream<Path> files = Files.list(baseModel)) {
      for (Path file : files.filter(MergedModel::isCopied).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
  }

  private static boolean isCopied(Path file) {
    return Files.isRegularFile(file) && file.getFileName().toString().matches(COPIED);
  }

  private WritableTensor tensor(SafetensorsFile weights, String name) throws IOException {
    String projection = name.replaceFirst("\\.weight$", "");
    if (!left.remove(projection)) {
      return weights.stored(name);
    }
    FloatTensor down = adapter.tensors().get(LoraNames.down(projection));
    FloatTensor up = adapter.tensors().get(LoraNames.up(projection));
    List<Long> shape = weights.tensors().get(name).shape();
    if (!shape.equals(List.of(up.shape().get(0), down.shape().get(1)))) {
      throw new TrainingException(
          "%s has the shape %s, the adapter is for [%d, %d]: it was made for another model."
              .formatted(name, shape, up.shape().get(0), down.shape().get(1)));
    }
    int columns = Math.toIntExact(shape.get(1));
    float[] a = down.toArray();
    float[] b = up.toArray();
    Optional<float[]> lengths =
        Optional.ofNullable(adapter.tensors().get(LoraNames.magnitude(projection)))
            .map(FloatTensor::toArray);
    return new RoundedFloats(
        weights.tensors().get(name).type(),
        shape,
        () -> {
          FloatBuffer w = weights.floats(name).values();
          return row -> {
            float[] sum = sum(w.slice(row * columns, columns), a, b, row);
            lengths.ifPresent(to -> stretch(sum, to[row]));
            return sum;
          };
        });
  }

  private static void stretch(float[] row, float length) {
    double squares = 0;
    for (float number : row) {
      squares += (double) number * number;
    }
    double factor = length / Math.sqrt(squares);
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) (row[i] * factor);
    }
  }

  private float[] sum(FloatBuffer weights, float[] a, float[] b, int row) {
    int rank = adapter.lora().rank();
    float scale = (float) adapter.lora().scale();
    float[] sum = new float[weights.remaining()];
    for (int k = 0; k < rank; k++) {
      float factor = b[row * rank + k];
      for (int i = 0; i < sum.length; i++) {
        sum[i] += factor * a[k * sum.length + i];
      }
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] = weights.get(i) + scale * sum[i];
    }
    return sum;
  }
}
