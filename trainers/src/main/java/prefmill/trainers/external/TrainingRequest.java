package prefmill.trainers.external;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import prefmill.trainers.training.TrainingRun;

/** What a trainer's program is asked for, as the JSON file that it is started with. */
final class TrainingRequest {
  private TrainingRequest() {}

  /**
   * Writes the request.
   *
   * @param checkpoint the folder to go on from
   */
  static void write(Path file, TrainingRun run, Path rows, Path output, Optional<Path> checkpoint)
      throws IOException {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("method", run.plan().method().label());
    request.put("model", run.baseModel().toAbsolutePath().toString());
    request.put("rows", rows.toString());
    request.put("output", output.toString());
    request.put("start", run.start().map(p -> p.toAbsolutePath().toString()).orElse(null));
    request.put("checkpoint", checkpoint.map(Path::toString).orElse(null));
    request.put("plan", run.plan().hyperparameters());
    Files.writeString(file, new ObjectMapper().writeValueAsString(request));
  }
}
