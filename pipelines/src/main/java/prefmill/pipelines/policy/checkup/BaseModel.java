package prefmill.pipelines.policy.checkup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import prefmill.datasets.objects.JsonFile;

/** Whether a folder looks like a model of Hugging Face's layout. */
final class BaseModel {
  static final String MEND =
      "Download the model's folder (config.json, tokenizer.json, *.safetensors) and name it as"
          + " `training.base_model`.";

  private static final List<String> FILES = List.of("config.json", "tokenizer.json");

  private static final List<String> JSON_FILES =
      List.of(
          "config.json",
          "tokenizer.json",
          "tokenizer_config.json",
          "generation_config.json",
          "model.safetensors.index.json");

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
      if (!weights.iterator().hasNext()) {
        return Optional.of(folder + " has no *.safetensors");
      }
      for (String name : JSON_FILES) {
        Path file = folder.resolve(name);
        if (Files.isRegularFile(file) && !JsonFile.isObject(file)) {
          return Optional.of(file + " is not valid JSON");
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("the folder " + folder + " cannot be read (" + e.getMessage() + ")");
    }
  }
}
