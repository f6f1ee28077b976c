package prefmill.trainers.external;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import prefmill.datasets.objects.Durable;
import prefmill.trainers.places.PlacedProgram;
import prefmill.trainers.training.TrainingRun;

/**
 * Where one attempt works: rows, request, program, what the program says, checkpoints.
 *
 * <p>It stays when the attempt fails, for people and for the next attempt of the same run, which
 * takes its last whole checkpoint over by renaming it: of two that try, one gets it.
 */
final class WorkFolder {
  private static final String KEY = "key";
  private static final String CHECKPOINT = "checkpoint-";
  private static final String COMPLETE = "complete";

  private final Path path;
  private final String prefix;

  private WorkFolder(Path attempts, String prefix) {
    this.prefix = prefix;
    this.path = attempts.resolve(prefix + UUID.randomUUID());
  }

  static WorkFolder create(TrainingRun run, String trainer) throws IOException {
    Path output = run.output().toAbsolutePath();
    WorkFolder folder =
        new WorkFolder(
            output.resolveSibling("attempts"), output.getFileName() + "-" + trainer + "-");
    Files.createDirectories(folder.output());
    Files.writeString(folder.path.resolve(KEY), run.key());
    folder.link(PlacedProgram.MODEL, run.baseModel());
    if (run.start().isPresent()) {
      folder.link(PlacedProgram.START, run.start().get());
    }
    return folder;
  }

  private void link(String name, Path target) throws IOException {
    Files.createSymbolicLink(path.resolve(name), target.toRealPath());
  }

  Path path() {
    return path;
  }

  Path file(String name) {
    return path.resolve(name);
  }

  /** Where the program leaves checkpoints and its adapter. */
  Path output() {
    return path.resolve(PlacedProgram.OUTPUT);
  }

  /** Takes the last checkpoint of earlier attempts of the same run over, into the output folder. */
  void claimCheckpoint() throws IOException {
    String key = Files.readString(path.resolve(KEY));
    List<Path> checkpoints =
        earlier().stream()
            .filter(folder -> read(folder.resolve(KEY)).equals(key))
            .flatMap(folder -> list(folder.resolve(PlacedProgram.OUTPUT)).stream())
            .filter(checkpoint -> step(checkpoint) > 0)
            .filter(checkpoint -> Files.exists(checkpoint.resolve(COMPLETE)))
            .sorted(Comparator.comparingInt(WorkFolder::step).reversed())
            .toList();
    for (Path checkpoint : checkpoints) {
      Path ours = output().resolve(checkpoint.getFileName());
      if (claim(checkpoint, ours)) {
        return;
      }
    }
  }

  /**
   * Copies what the programs of this attempt and the earlier ones said into a folder, each under
   * the name of its attempt's folder.
   */
  void copyLogs(Path folder) throws IOException {
    for (Path attempt : Stream.concat(earlier().stream(), Stream.of(path)).toList()) {
      for (String name : List.of(PlacedProgram.STDOUT, PlacedProgram.STDERR)) {
        Path said = attempt.resolve(name);
        if (Files.isRegularFile(said)) {
          Path kept = folder.resolve(attempt.getFileName().toString()).resolve(name);
          Files.createDirectories(kept.getParent());
          Files.copy(said, kept);
        }
      }
    }
  }

  /** Removes this attempt and the earlier ones for the same adapter. */
  void removeAll() throws IOException {
    for (Path folder : earlier()) {
      Durable.deleteTree(folder);
    }
    Durable.deleteTree(path);
  }

  private static boolean claim(Path checkpoint, Path ours) throws IOException {
    try {
      Files.move(checkpoint, ours, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (NoSuchFileException anotherAttemptWasFirst) {
      return false;
    }
  }

  private List<Path> earlier() {
    return list(path.getParent()).stream()
        .filter(folder -> folder.getFileName().toString().startsWith(prefix))
        .filter(folder -> !folder.equals(path))
        .toList();
  }

  private static int step(Path checkpoint) {
    String name = checkpoint.getFileName().toString();
    return name.matches(CHECKPOINT + "\\d{1,9}")
        ? Integer.parseInt(name.substring(CHECKPOINT.length()))
        : 0;
  }

  private static String read(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      return ""; // just being removed
    }
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      return List.of(); // just being removed
    }
  }
}
