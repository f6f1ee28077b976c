package prefmill.datasets.gc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file or folder that nothing refers to.
 *
 * @param path where it is
 * @param why what it is, in words
 * @param bytes how much it holds
 * @param lastChanged when the youngest of its files was written
 */
public record Garbage(Path path, String why, long bytes, Instant lastChanged) {
  /** Measures a file, or a folder with all it holds. */
  public static Garbage of(Path path, String why) throws IOException {
    List<Path> files;
    try (Stream<Path> walked = Files.walk(path)) {
      files = walked.filter(Files::isRegularFile).toList();
    }
    long bytes = 0;
    Instant changed = files.isEmpty() ? changed(path) : Instant.EPOCH;
    for (Path file : files) {
      bytes += Files.size(file);
      changed = changed(file).isAfter(changed) ? changed(file) : changed;
    }
    return new Garbage(path, why, bytes, changed);
  }

  private static Instant changed(Path path) throws IOException {
    return Files.getLastModifiedTime(path).toInstant();
  }
}
