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
import prefmill.datasets.objects.Durable;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.log.compact.Compaction;
import prefmill.pipelines.log.compact.Compactions;
import prefmill.pipelines.log.lock.StreamLock;

/**
 * Files of an event log that none of its manifests names: what killed ingests left behind.
 *
 * <p>What a stream that is at work has landed is spared whatever its age: it is entered soon.
 */
public final class LogGarbage {
  private static final List<String> KINDS = List.of("segments", "dead_letters");

  private LogGarbage() {}

  /** All of it that was last changed before a time; the rest is of runs that may be at work. */
  public static List<Garbage> of(EventLog log, Instant youngest) throws IOException {
    Set<String> streams = StreamLock.running(log.folder());
    List<Path> runs = new ArrayList<>();
    for (String kind : KINDS) {
      for (Path run : children(log.folder().resolve(kind))) {
        if (!streams.contains(run.getFileName().toString())) {
          runs.add(run);
        }
      }
    }
    List<List<Path>> files = new ArrayList<>();
    for (Path run : runs) {
      files.add(files(run));
    }
    // read after the files are listed: what is entered in between is named then
    Set<Path> named = named(log);
    List<Garbage> garbage = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      for (Path path : unnamed(runs.get(i), files.get(i), named)) {
        Garbage piece =
            Garbage.of(path, "of an ingest that ended early, or sorted into larger files since");
        if (piece.lastChanged().isBefore(youngest)) {
          garbage.add(piece);
        }
      }
    }
    return garbage;
  }

  /** Removes pieces, unless a run has entered something of them since. */
  public static List<Garbage> remove(EventLog log, List<Garbage> pieces) throws IOException {
    Set<Path> named = named(log);
    List<Garbage> removed = new ArrayList<>();
    for (Garbage piece : pieces) {
      if (named.stream().noneMatch(file -> file.startsWith(piece.path()))) {
        Durable.deleteTree(piece.path());
        removed.add(piece);
      }
    }
    return removed;
  }

  private static Set<Path> named(EventLog log) throws IOException {
    Set<Path> named = new HashSet<>();
    for (LogManifest manifest : log.manifests()) {
      manifest.segments().forEach(segment -> named.add(log.folder().resolve(segment.path())));
      manifest.deadLetters().forEach(file -> named.add(log.folder().resolve(file)));
    }
    for (Compaction compaction : Compactions.of(log.folder()).all()) {
      compaction.segments().forEach(segment -> named.add(log.folder().resolve(segment.path())));
    }
    return named;
  }

  /** A run's whole folder if nothing in it is named, else its files that are not. */
  private static List<Path> unnamed(Path run, List<Path> files, Set<Path> named) {
    if (files.stream().noneMatch(named::contains)) {
      return List.of(run);
    }
    return files.stream().filter(file -> !named.contains(file)).toList();
  }

  private static List<Path> files(Path run) throws IOException {
    try (Stream<Path> walked = Files.walk(run)) {
      return walked.filter(Files::isRegularFile).sorted().toList();
    }
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
