package prefmill.pipelines.moves;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import prefmill.datasets.manifest.FileEntry;
import prefmill.datasets.manifest.ShardName;
import prefmill.datasets.parquet.RowParquet;
import prefmill.datasets.rows.Split;
import prefmill.datasets.store.DatasetStore;
import prefmill.datasets.store.PublishedVersion;
import prefmill.datasets.store.VersionListing;
import prefmill.transforms.keys.Id;

/**
 * The contexts that a new version would train on although an earlier one held them out, or the
 * other way round.
 *
 * <p>What counts is the newest living version that has the context: a move that was once accepted
 * is not asked about again. Only the column context_key is read, and of files with equal bytes only
 * one.
 *
 * @param toTrain contexts that were held out and are trained on now
 * @param toHeldOut contexts that were trained on and are held out now
 * @param version the newest version with which they disagree; 0 if there are none
 */
public record SplitMoves(long toTrain, long toHeldOut, int version) {
  /** The moves from a dataset's living versions to the files of an attempt. */
  public static SplitMoves of(DatasetStore store, Path attempt, List<FileEntry> files)
      throws IOException {
    Map<Id, Boolean> now = new HashMap<>();
    for (FileEntry file : files) {
      for (Id context : contexts(attempt, file)) {
        now.put(context, isHeldOut(file));
      }
    }
    return new Comparison(now).with(store);
  }

  /** How many there are. */
  public long count() {
    return toTrain + toHeldOut;
  }

  private static Set<Id> contexts(Path folder, FileEntry file) throws IOException {
    Set<Id> contexts = new HashSet<>();
    if (isTable(file)) {
      RowParquet.contextKeys(folder.resolve(file.path())).forEach(k -> contexts.add(Id.parse(k)));
    }
    return contexts;
  }

  private static boolean isTable(FileEntry file) {
    return ShardName.parse(file.path())
        .filter(s -> s.format().equals(ShardName.PARQUET))
        .isPresent();
  }

  private static boolean isHeldOut(FileEntry file) {
    return ShardName.parse(file.path()).filter(s -> s.split() != Split.TRAIN).isPresent();
  }

  /** Takes each context of the new version out of the map when its newest earlier side is known. */
  private static final class Comparison {
    private final Map<Id, Boolean> now;
    private final Set<String> read = new HashSet<>();
    private long toTrain;
    private long toHeldOut;
    private int version;

    Comparison(Map<Id, Boolean> now) {
      this.now = now;
    }

    SplitMoves with(DatasetStore store) throws IOException {
      for (VersionListing listing : store.list()) {
        if (listing.contentHash() != null && !now.isEmpty()) {
          PublishedVersion earlier = store.version(listing.version());
          Map<Id, Boolean> before = new HashMap<>();
          for (FileEntry file : earlier.manifest().files()) {
            if (isTable(file) && read.add(isHeldOut(file) + file.sha256())) {
              contexts(earlier.folder(), file).forEach(c -> before.put(c, isHeldOut(file)));
            }
          }
          before.forEach((context, heldOut) -> compare(context, heldOut, earlier.number()));
        }
      }
      return new SplitMoves(toTrain, toHeldOut, version);
    }

    private void compare(Id context, boolean wasHeldOut, int number) {
      Boolean isHeldOut = now.remove(context);
      if (isHeldOut != null && isHeldOut != wasHeldOut) {
        toTrain += wasHeldOut ? 1 : 0;
        toHeldOut += wasHeldOut ? 0 : 1;
        version = Math.max(version, number);
      }
    }
  }
}
