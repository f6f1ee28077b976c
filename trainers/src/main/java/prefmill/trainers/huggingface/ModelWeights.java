package prefmill.trainers.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import prefmill.datasets.canonical.Sha256;
import prefmill.trainers.safetensors.SafetensorsFile;
import prefmill.trainers.safetensors.TensorInfo;
import prefmill.trainers.training.TrainingException;

/** The weights of a model folder: model.safetensors, or the shards that its index names. */
public final class ModelWeights implements AutoCloseable {
  private static final String SINGLE = "model.safetensors";
  private static final String INDEX = "model.safetensors.index.json";

  private final Path folder;
  private final List<SafetensorsFile> files = new ArrayList<>();
  private final Map<String, SafetensorsFile> byTensor = new LinkedHashMap<>();

  private ModelWeights(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens every weight file of a folder.
   *
   * @throws TrainingException if there are none, or only pickles
   */
  public static ModelWeights open(Path folder) throws IOException {
    ModelWeights weights = new ModelWeights(folder);
    try {
      for (Path file : files(folder)) {
        SafetensorsFile opened = SafetensorsFile.open(file);
        weights.files.add(opened);
        opened.tensors().keySet().forEach(name -> weights.byTensor.put(name, opened));
      }
      return weights;
    } catch (IOException | RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  /**
   * What identifies a folder's weights: the SHA-256 of the single file, or of the shards' names and
   * hashes.
   */
  public static String sha256(Path folder) throws IOException {
    List<Path> files = files(folder);
    if (files.size() == 1) {
      return Sha256.of(files.get(0));
    }
    StringBuilder lines = new StringBuilder();
    for (Path file : files) {
      lines.append(Sha256.of(file)).append("  ").append(file.getFileName()).append('\n');
    }
    return Sha256.hex(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Every tensor's name. */
  public Set<String> names() {
    return byTensor.keySet();
  }

  /** Where a tensor lies and how long it is. */
  public TensorInfo info(String name) {
    return file(name).tensors().get(name);
  }

  /** A run of a tensor's elements, widened to 32-bit floats. */
  public FloatBuffer floats(String name, long first, int count) throws IOException {
    return file(name).floats(name, first, count);
  }

  @Override
  public void close() throws IOException {
    for (SafetensorsFile file : files) {
      file.close();
    }
  }

  private SafetensorsFile file(String name) {
    SafetensorsFile file = byTensor.get(name);
    if (file == null) {
      throw new TrainingException(
          "The weights in " + folder + " lack " + name + ": the model folder is incomplete.");
    }
    return file;
  }

  /**
   * A folder's weight files.
   *
   * @throws TrainingException if there are none, or only pickles
   */
  public static List<Path> files(Path folder) throws IOException {
    Path index = folder.resolve(INDEX);
    if (Files.isRegularFile(index)) {
      Set<String> shards = new TreeSet<>();
      for (JsonNode shard : ModelJson.read(index).path("weight_map")) {
        shards.add(shard.asText());
      }
      return shards.stream().map(s -> within(folder, s)).toList();
    }
    if (Files.isRegularFile(folder.resolve(SINGLE))) {
      return List.of(folder.resolve(SINGLE));
    }
    String fault =
        Files.exists(folder.resolve("pytorch_model.bin"))
            ? " holds pickled weights, which can run code: save the model as safetensors."
            : " holds no " + SINGLE + ": name a folder with the model's weights.";
    throw new TrainingException(folder + fault);
  }

  private static Path within(Path folder, String shard) {
    try {
      Path path = folder.resolve(shard).normalize();
      if (folder.normalize().equals(path.getParent()) && shard.endsWith(".safetensors")) {
        return path;
      }
    } catch (InvalidPathException e) {
      // told below, as any other name that is no file's
    }
    String shown = shard.replaceAll("\\p{Cntrl}", "?");
    throw new TrainingException(
        INDEX + " in " + folder + " names '" + shown + "', which is no shard of this folder.");
  }
}
