package prefmill.trainers.external;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import prefmill.trainers.places.PlacedProgram;
import prefmill.trainers.training.TrainingRun;

/**
 * What a trainer's program is asked for, as the JSON file that it is started with. Its paths are
 * relative to it, so that the folder can be taken elsewhere; a whole checkpoint in the output
 * folder is gone on from.
 */
final class TrainingRequest {
  private TrainingRequest() {}

  /** Writes the request. */
  static void write(Path file, TrainingRun run) throws IOException {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("method", run.plan().method().label());
    request.put("model", PlacedProgram.MODEL);
    request.put("rows", PlacedProgram.ROWS);
    request.put("output", PlacedProgram.OUTPUT);
    request.put("start", run.start().map(adapter -> PlacedProgram.START).orElse(null));
    request.put("day", run.day().map(LocalDate::toString).orElse(null));
    request.put("plan", run.plan().hyperparameters());
    Files.writeString(file, new ObjectMapper().writeValueAsString(request));
  }
}
