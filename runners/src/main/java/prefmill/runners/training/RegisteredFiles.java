package prefmill.runners.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import prefmill.datasets.canonical.Sha256;
import prefmill.trainers.adapter.PeftAdapter;
import prefmill.trainers.huggingface.ModelFiles;
import prefmill.trainers.huggingface.ModelWeights;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.training.TrainingException;

/** The files that a row of the registry means, each checked against its hash. */
public final class RegisteredFiles {
  private RegisteredFiles() {}

  /**
   * The numbers of an adapter: its file is the registered one, and so are rank and scale beside it.
   *
   * @throws AlteredFilesException if a file is not there, or another
   */
  public static PeftAdapter adapter(RegisteredAdapter row) throws IOException {
    Path folder = Path.of(row.adapterUri());
    Path weights = folder.resolve(PeftAdapter.WEIGHTS);
    if (!Files.isRegularFile(weights)) {
      throw altered("%s of %s is not there: restore the folder from a backup.", weights, row, null);
    }
    if (!Sha256.of(weights).equals(row.adapterSha256())) {
      throw altered(
          "%s is not the file that was registered as %s: restore it from a backup.",
          weights, row, null);
    }
    PeftAdapter numbers;
    try {
      numbers = PeftAdapter.read(folder);
    } catch (TrainingException e) {
      throw altered(
          "%s cannot be read as %s was registered: restore the folder from a backup.",
          folder, row, e);
    }
    if (differs(row.adapterContentHash(), numbers.contentHash())) {
      throw altered(
          "%s has another rank or scale than was registered as %s: restore it from a backup.",
          folder.resolve(PeftAdapter.CONFIG), row, null);
    }
    return numbers;
  }

  /**
   * Checks the weights of a base model.
   *
   * @throws AlteredFilesException if they are not there, or others
   */
  public static void requireWeights(RegisteredAdapter row, Path base) throws IOException {
    String sentence = "%s is not the base model that %s was trained on: restore it from a backup.";
    String found;
    try {
      found = ModelWeights.sha256(base);
    } catch (TrainingException e) {
      throw altered(sentence, base, row, e);
    }
    if (!found.equals(row.baseModelSha256())) {
      throw altered(sentence, base, row, null);
    }
  }

  /**
   * Checks what lies beside the weights of a base model.
   *
   * @throws AlteredFilesException if configuration, tokenizer or chat template are others
   */
  public static void requireFiles(RegisteredAdapter row, Path base) throws IOException {
    if (differs(row.baseFilesSha256(), ModelFiles.sha256(base))) {
      throw altered(
          "%s has another configuration, tokenizer or chat template than %s was trained with: restore the folder from a backup.",
          base, row, null);
    }
  }

  private static boolean differs(Optional<String> registered, String found) {
    return registered.isPresent() && !registered.get().equals(found);
  }

  private static AlteredFilesException altered(
      String sentence, Path place, RegisteredAdapter row, Throwable cause) {
    return new AlteredFilesException(sentence.formatted(place, row.modelId()), cause);
  }
}
