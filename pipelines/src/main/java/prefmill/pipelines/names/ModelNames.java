package prefmill.pipelines.names;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import prefmill.transforms.mask.names.NameRecogniser;

/**
 * Finds names by a token-classification model in a folder, on DJL's PyTorch engine.
 *
 * <p>The folder is what {@code djl-convert} writes: the model in TorchScript, {@code
 * tokenizer.json}, and {@code config.json} with the labels. A process loads it once and keeps it.
 *
 * @param folder absolute path
 * @param minScore the least probability of a token's label
 */
record ModelNames(String folder, double minScore) implements NameRecogniser.Source {
  private static final Map<String, NameModel> LOADED = new ConcurrentHashMap<>();

  /** What the folder lacks. */
  static Optional<String> missing(String folder) {
    Path path = Path.of(folder);
    if (!Files.isDirectory(path)) {
      return Optional.of("there is no folder " + path);
    }
    return Stream.of("*.pt", "tokenizer.json", "config.json")
        .filter(name -> !has(path, name))
        .findFirst()
        .map(name -> path + " has no " + name);
  }

  private static boolean has(Path folder, String name) {
    try (var files = Files.newDirectoryStream(folder, name)) {
      return files.iterator().hasNext();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public NameRecogniser open() {
    try {
      return LOADED.computeIfAbsent(folder, NameModel::load).recogniser(minScore);
    } catch (LinkageError e) {
      throw new NamesFault(
          "A model of names runs on the machine of the command, not on a cluster: name a Presidio analyzer with masking.names.presidio instead of masking.names.model_folder.",
          e);
    }
  }
}
