package prefmill.trainers.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import prefmill.trainers.safetensors.FloatTensor;
import prefmill.trainers.safetensors.SafetensorsFile;
import prefmill.trainers.training.TrainingException;

/**
 * The two files of an adapter's folder: adapter_config.json and a safetensors file.
 *
 * @param config the configuration
 * @param weights the safetensors file
 */
record AdapterFiles(JsonNode config, Path weights) {
  /**
   * Finds both.
   *
   * @throws TrainingException if one is not there, or the weights are there only as pickles
   */
  static AdapterFiles of(Path folder, String weights) throws IOException {
    Path config = folder.resolve(PeftAdapter.CONFIG);
    if (!Files.isRegularFile(folder.resolve(weights)) && holdsPickle(folder)) {
      throw new TrainingException(
          folder + " holds pickled weights, which can run code: save the adapter as safetensors.");
    }
    if (!Files.isRegularFile(config) || !Files.isRegularFile(folder.resolve(weights))) {
      throw new TrainingException(
          "%s is no adapter: it lacks %s or %s.".formatted(folder, PeftAdapter.CONFIG, weights));
    }
    return new AdapterFiles(parse(config), folder.resolve(weights));
  }

  /** Every tensor, widened to 32-bit floats. */
  SortedMap<String, FloatTensor> tensors() throws IOException {
    SortedMap<String, FloatTensor> tensors = new TreeMap<>();
    try (SafetensorsFile file = SafetensorsFile.open(weights)) {
      for (String name : file.tensors().keySet()) {
        tensors.put(name, file.floats(name));
      }
    }
    return tensors;
  }

  private static JsonNode parse(Path config) throws IOException {
    try {
      JsonNode json = new ObjectMapper().readTree(config.toFile());
      if (json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      throw new TrainingException(config + " is no JSON: the adapter is damaged.", e);
    }
    throw new TrainingException(config + " is no JSON object: the adapter is damaged.");
  }

  private static boolean holdsPickle(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(
          file -> file.getFileName().toString().matches(".*\\.(bin|pt|pth|ckpt|pkl|pickle)"));
    }
  }
}
