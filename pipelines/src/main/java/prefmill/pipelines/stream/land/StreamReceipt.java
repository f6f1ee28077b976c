package prefmill.pipelines.stream.land;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import prefmill.datasets.objects.Durable;
import prefmill.pipelines.log.Segment;

/**
 * What a worker landed of one source in one bundle. It is written after the files that it names,
 * and a worker's bundles of a partition follow one another: whatever lies below the offsets here
 * has landed.
 *
 * @param source the policy's name of the source
 * @param segment the file of events; null if there were none
 * @param deadLetters the file of dead letters; null if there were none
 * @param dead how many dead letters
 * @param next the offset after the last record of each partition
 * @param bytes what was read
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StreamReceipt(
    String source,
    Segment segment,
    String deadLetters,
    long dead,
    Map<String, Long> next,
    long bytes) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The folder of a stream's receipts. */
  public static Path folder(Path logFolder, String run) {
    return logFolder.resolve("segments").resolve(run).resolve("receipts");
  }

  /** Puts the receipt where the driver finds it. */
  void write(Path folder) throws IOException {
    Durable.createFolders(folder);
    Durable.replace(folder.resolve(UUID.randomUUID() + ".json"), JSON.writeValueAsBytes(this));
  }

  /** The receipts that are there, whole. */
  static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return new ArrayList<>(files.filter(file -> file.toString().endsWith(".json")).toList());
    }
  }

  static StreamReceipt read(Path file) throws IOException {
    return JSON.readValue(Files.readAllBytes(file), StreamReceipt.class);
  }
}
