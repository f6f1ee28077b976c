package prefmill.trainers.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import prefmill.datasets.objects.Durable;
import prefmill.trainers.adapter.AttemptFolder;
import prefmill.trainers.adapter.TrainingLog;
import prefmill.trainers.safetensors.FloatTensor;
import prefmill.trainers.safetensors.SafetensorsException;
import prefmill.trainers.safetensors.SafetensorsFile;
import prefmill.trainers.safetensors.SafetensorsWriter;

/**
 * The checkpoint in an attempt's folder: at most one, which appears under its name only whole and
 * synced, and which the next replaces. A folder under another name is no checkpoint.
 */
public final class CheckpointFolder {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STATE = "state.safetensors";
  private static final String RUN = "run.json";

  private CheckpointFolder() {}

  /** Replaces the attempt's checkpoint by a later one; one of the same step stays. */
  public static void write(Path attempt, Checkpoint checkpoint) throws IOException {
    Path whole =
        attempt.resolve(
            String.format(Locale.ROOT, "%s%09d", AttemptFolder.CHECKPOINT, checkpoint.step()));
    if (Files.exists(whole)) {
      return;
    }
    Path unfinished = attempt.resolve("unfinished-checkpoint");
    Durable.deleteTree(unfinished); // an interrupt may have ended an earlier one halfway
    Files.createDirectory(unfinished);
    SafetensorsWriter.write(unfinished.resolve(STATE), checkpoint.tensors());
    TrainingLog.write(unfinished, checkpoint.reports());
    Files.writeString(
        unfinished.resolve(RUN),
        JSON.createObjectNode().put("run", checkpoint.run()).put("of", of(checkpoint)).toString());
    Durable.syncTree(unfinished);
    List<Path> older = checkpoints(attempt);
    Files.move(unfinished, whole, StandardCopyOption.ATOMIC_MOVE);
    Durable.syncFolder(attempt);
    for (Path old : older) {
      Durable.deleteTree(old);
    }
  }

  /** Removes the attempt's checkpoint, once the adapter is there. */
  public static void remove(Path attempt) throws IOException {
    for (Path checkpoint : checkpoints(attempt)) {
      Durable.deleteTree(checkpoint);
    }
  }

  /**
   * The latest checkpoint of a run, in whichever attempt at its output; one that cannot be read is
   * passed over.
   */
  public static Optional<Checkpoint> latest(Path output, String run) throws IOException {
    Optional<Checkpoint> latest = Optional.empty();
    for (Path attempt : AttemptFolder.attempts(output)) {
      for (Path folder : checkpoints(attempt)) {
        Optional<Checkpoint> found = read(folder, run);
        if (found.isPresent() && found.get().step() > latest.map(Checkpoint::step).orElse(0)) {
          latest = found;
        }
      }
    }
    return latest;
  }

  private static Optional<Checkpoint> read(Path folder, String run) throws IOException {
    try {
      JsonNode json = JSON.readTree(folder.resolve(RUN).toFile());
      if (!json.path("run").asText().equals(run)) {
        return Optional.empty();
      }
      SortedMap<String, FloatTensor> tensors = new TreeMap<>();
      try (SafetensorsFile state = SafetensorsFile.open(folder.resolve(STATE))) {
        for (String name : state.tensors().keySet()) {
          FloatTensor mapped = state.floats(name);
          // copied, since the folder may be deleted while the numbers are in use
          tensors.put(
              name, new FloatTensor(mapped.shape(), java.nio.FloatBuffer.wrap(mapped.toArray())));
        }
      }
      return Optional.of(
          new Checkpoint(run, TrainingLog.read(folder, json.path("of").asInt()), tensors));
    } catch (SafetensorsException | JsonProcessingException | java.nio.file.NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static int of(Checkpoint checkpoint) {
    return checkpoint.reports().get(0).of();
  }

  private static List<Path> checkpoints(Path attempt) throws IOException {
    try (Stream<Path> files = Files.list(attempt)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(AttemptFolder.CHECKPOINT))
          .sorted(Comparator.naturalOrder())
          .toList();
    }
  }
}
