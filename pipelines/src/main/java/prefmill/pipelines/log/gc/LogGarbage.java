package prefmill.pipelines.log.gc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import prefmill.datasets.gc.Garbage;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;

/** Files of an event log that none of its manifests names: what killed ingests left behind. */
public final class LogGarbage {
  private LogGarbage() {}

  /** All of it that was last changed before a time; the rest is of runs that may be at work. */
  public static List<Garbage> of(EventLog log, Instant youngest) throws IOException {
    Set<Path> named = new HashSet<>();
    for (LogManifest manifest : log.manifests()) {
      manifest.segments().forEach(segment -> named.add(log.folder().resolve(segment.path())));
      manifest.deadLetters().forEach(file -> named.add(log.folder().resolve(file)));
    }
    List<Garbage> garbage = new ArrayList<>();
    for (Path kind : children(log.folder())) {
      for (Path run : Files.isDirectory(kind) ? children(kind) : List.<Path>of()) {
        for (Garbage piece : unnamed(run, named)) {
          if (piece.lastChanged().isBefore(youngest)) {
            garbage.add(piece);
          }
        }
      }
    }
    return garbage;
  }

  /** A run's whole folder if nothing in it is named, else its files that are not. */
  private static List<Garbage> unnamed(Path run, Set<Path> named) throws IOException {
    List<Path> files;
    try (Stream<Path> walked = Files.walk(run)) {
      files = walked.filter(Files::isRegularFile).sorted().toList();
    }
    String why = "landed by an ingest that ended early";
    if (files.stream().noneMatch(named::contains)) {
      return List.of(Garbage.of(run, why));
    }
    List<Garbage> garbage = new ArrayList<>();
    for (Path file : files) {
      if (!named.contains(file)) {
        garbage.add(Garbage.of(file, why));
      }
    }
    return garbage;
  }

  private static List<Path> children(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    }
  }
}
