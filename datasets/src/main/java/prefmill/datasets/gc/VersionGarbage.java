package prefmill.datasets.gc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import prefmill.datasets.faults.Failpoint;
import prefmill.datasets.objects.Durable;
import prefmill.datasets.store.Commit;
import prefmill.datasets.store.Commits;
import prefmill.datasets.store.DatasetStore;

/**
 * What a dataset's folder holds beside its versions: attempts, folders of versions that were
 * withdrawn or never committed, halves of files.
 *
 * <p>A run that is still at work keeps its files as long as it writes to them at least once in the
 * grace period. A folder of a version that was withdrawn needs no grace: no run writes there.
 */
public final class VersionGarbage {
  private static final String COLLECTED = "collected-";

  private final DatasetStore store;
  private final Path folder;

  private VersionGarbage(DatasetStore store) {
    this.store = store;
    this.folder = store.folder();
  }

  /** The garbage of a dataset. */
  public static VersionGarbage of(DatasetStore store) {
    return new VersionGarbage(store);
  }

  /** All of it that was last changed before a time; the rest is of runs that may be at work. */
  public List<Garbage> before(Instant youngest) throws IOException {
    List<Garbage> garbage = new ArrayList<>();
    for (Path attempt : children(folder.resolve(DatasetStore.ATTEMPTS))) {
      boolean collected = attempt.getFileName().toString().startsWith(COLLECTED);
      add(garbage, attempt, "left by a run that ended early", collected ? Instant.MAX : youngest);
    }
    Map<Integer, Commit> commits = new HashMap<>();
    store.commits().all().forEach(commit -> commits.put(commit.version(), commit));
    for (Path child : children(folder)) {
      Integer number = Commit.number(child.getFileName().toString()).orElse(null);
      Commit commit = commits.get(number);
      if (commit != null && commit.withdrawn()) {
        add(garbage, child, "of version %d, which was withdrawn".formatted(number), Instant.MAX);
      } else if (number != null && !isNamedBy(commit, child)) {
        add(garbage, child, "of a version that was never committed", youngest);
      }
    }
    for (String part : List.of("", Commits.FOLDER, "events")) {
      for (Path child : children(folder.resolve(part))) {
        if (Durable.isUnfinished(child.getFileName().toString())) {
          add(garbage, child, "half of a file", youngest);
        }
      }
    }
    return garbage;
  }

  /**
   * Removes one piece, unless it has become part of a version since: a version's folder is put
   * aside first, so that no run can still commit it.
   */
  public void remove(Garbage piece) throws IOException {
    String name = piece.path().getFileName().toString();
    if (name.startsWith(COLLECTED)) {
      removeAside(name.substring(COLLECTED.length()));
    } else if (Commit.number(name).isPresent()) {
      Files.createDirectories(folder.resolve(DatasetStore.ATTEMPTS));
      Durable.deleteTree(folder.resolve(aside(name)));
      store.objects().moveFolder(name, aside(name));
      Failpoint.hit("after-put-aside");
      removeAside(name);
    } else {
      Durable.deleteTree(piece.path());
    }
  }

  /** Deletes a version's folder that was put aside, here or by a killed run; or puts it back. */
  private void removeAside(String name) throws IOException {
    Path version = folder.resolve(name);
    if (!Files.exists(version)
        && store.commits().all().stream().anyMatch(commit -> isNamedBy(commit, version))) {
      store.objects().moveFolder(aside(name), name);
    } else {
      Durable.deleteTree(folder.resolve(aside(name)));
    }
  }

  private static String aside(String name) {
    return DatasetStore.ATTEMPTS + "/" + COLLECTED + name;
  }

  private static boolean isNamedBy(Commit commit, Path child) {
    return commit != null && child.getFileName().toString().equals(commit.folder());
  }

  private static void add(List<Garbage> garbage, Path path, String why, Instant youngest)
      throws IOException {
    Garbage piece = Garbage.of(path, why);
    if (piece.lastChanged().isBefore(youngest)) {
      garbage.add(piece);
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
