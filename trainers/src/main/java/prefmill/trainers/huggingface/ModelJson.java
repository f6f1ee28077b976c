package prefmill.trainers.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import prefmill.datasets.objects.JsonFile;
import prefmill.trainers.training.TrainingException;

/** The JSON files of a model folder. */
public final class ModelJson {
  private ModelJson() {}

  /**
   * The object of a file that is there.
   *
   * @throws TrainingException naming the file, if it holds anything else
   */
  public static JsonNode read(Path file) throws IOException {
    return JsonFile.object(file)
        .orElseThrow(
            () ->
                new TrainingException(
                    file + " is not valid JSON: copy it from the model's source."));
  }
}
