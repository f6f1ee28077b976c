package prefmill.pipelines.policy.checkup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Whether a folder looks like a model of Hugging Face's layout. */
final class BaseModel {
  static final String MEND =
      "Download the model's folder (config.json, tokenizer.json, *.safetensors) and name it as"
          + " `training.base_model`.";

  private static final List<String> FILES = List.of("config.json", "tokenizer.json");

  private BaseModel() {}

  /** What is missing, in a few words; empty if all is there. */
  static Optional<String> missing(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Optional.of("the folder " + folder + " does not exist");
    }
    List<String> missing =
        FILES.stream().filter(name -> !Files.isRegularFile(folder.resolve(name))).toList();
    if (!missing.isEmpty()) {
      return Optional.of(folder + " has no " + String.join(" and no ", missing));
    }
    try (DirectoryStream<Path> weights = Files.newDirectoryStream(folder, "*.safetensors")) {
      return weights.iterator().hasNext()
          ? Optional.empty()
          : Optional.of(folder + " has no *.safetensors");
    } catch (IOException e) {
      return Optional.of("the folder " + folder + " cannot be read (" + e.getMessage() + ")");
    }
  }
}
