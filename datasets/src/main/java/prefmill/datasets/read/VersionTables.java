package prefmill.datasets.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import prefmill.datasets.canonical.LedgerJson;
import prefmill.datasets.manifest.FileEntry;
import prefmill.datasets.manifest.ShardName;
import prefmill.datasets.parquet.LedgerParquet;
import prefmill.datasets.parquet.RowParquet;
import prefmill.datasets.rows.LedgerEntry;
import prefmill.datasets.rows.Rejection;

/** The tables of one version, read from the files that its manifest lists. */
public final class VersionTables {
  private static final String LEDGER = "ledger/";
  private static final String REJECTED = "rejected/";
  private static final String DEAD_LETTERS = "dead_letters/";

  private final Path folder;
  private final List<FileEntry> files;

  private VersionTables(Path folder, List<FileEntry> files) {
    this.folder = folder;
    this.files = files;
  }

  /** The tables of a folder whose manifest lists these files. */
  public static VersionTables of(Path folder, List<FileEntry> files) {
    return new VersionTables(folder, files);
  }

  /** Gives the id of every row with its place, such as preference/train. */
  public void eachRow(BiConsumer<String, String> consumer) throws IOException {
    for (FileEntry file : files) {
      ShardName shard = ShardName.parse(file.path()).orElse(null);
      if (shard != null && shard.format().equals(ShardName.PARQUET)) {
        String place = shard.config().label() + "/" + shard.split().label();
        RowParquet.eachRowId(folder.resolve(file.path()), id -> consumer.accept(id, place));
      }
    }
  }

  /** The places of those of the rows that are published, by row_id. */
  public Map<String, String> places(Set<String> rowIds) throws IOException {
    Map<String, String> places = new TreeMap<>();
    if (!rowIds.isEmpty()) {
      eachRow(
          (id, place) -> {
            if (rowIds.contains(id)) {
              places.put(id, place);
            }
          });
    }
    return places;
  }

  /** The ledger's entries in its order. */
  public List<LedgerEntry> ledger() throws IOException {
    List<LedgerEntry> entries = new ArrayList<>();
    for (FileEntry file : files) {
      if (file.path().startsWith(LEDGER)) {
        entries.addAll(LedgerParquet.read(folder.resolve(file.path())));
      }
    }
    return entries;
  }

  /** Gives the ledger's entries, one at a time. */
  public void eachEntry(Consumer<LedgerEntry> consumer) throws IOException {
    for (FileEntry file : files) {
      if (file.path().startsWith(LEDGER)) {
        LedgerParquet.each(folder.resolve(file.path()), consumer);
      }
    }
  }

  /** The ledger's entry of an event. */
  public Optional<LedgerEntry> entry(String eventId) throws IOException {
    for (FileEntry file : files) {
      if (file.path().startsWith(LEDGER)) {
        Optional<LedgerEntry> entry = LedgerParquet.find(folder.resolve(file.path()), eventId);
        if (entry.isPresent()) {
          return entry;
        }
      }
    }
    return Optional.empty();
  }

  /** Gives the lines of rejected/, one at a time. */
  public void eachRejection(Consumer<Rejection> consumer) throws IOException {
    eachLine(REJECTED, line -> consumer.accept(LedgerJson.rejection(line)));
  }

  /** What was rejected on account of one event. */
  public List<Rejection> rejections(String eventId) throws IOException {
    List<Rejection> rejections = new ArrayList<>();
    eachRejection(
        rejection -> {
          if (rejection.eventId().equals(eventId)) {
            rejections.add(rejection);
          }
        });
    return rejections;
  }

  /** The dead letters, a JSON object each. */
  public List<String> deadLetters() throws IOException {
    List<String> letters = new ArrayList<>();
    eachLine(DEAD_LETTERS, letters::add);
    return letters;
  }

  private void eachLine(String prefix, Consumer<String> consumer) throws IOException {
    for (FileEntry file : files) {
      if (file.path().startsWith(prefix)) {
        try (Stream<String> lines = Files.lines(folder.resolve(file.path()))) {
          lines.forEach(consumer);
        }
      }
    }
  }
}
