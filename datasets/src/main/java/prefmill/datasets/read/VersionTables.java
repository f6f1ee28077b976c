package prefmill.datasets.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  /** All rows of all configs, by id. */
  public Map<String, RowPlace> rows() throws IOException {
    Map<String, RowPlace> rows = new TreeMap<>();
    for (FileEntry file : files) {
      ShardName shard = ShardName.parse(file.path()).orElse(null);
      if (shard != null && shard.format().equals(ShardName.PARQUET)) {
        for (String id : RowParquet.rowIds(folder.resolve(file.path()))) {
          rows.put(id, new RowPlace(id, shard.config(), shard.split()));
        }
      }
    }
    return rows;
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

  /** What was rejected on account of one event. */
  public List<Rejection> rejections(String eventId) throws IOException {
    return lines(REJECTED).stream()
        .map(LedgerJson::rejection)
        .filter(rejection -> rejection.eventId().equals(eventId))
        .toList();
  }

  /** The dead letters, a JSON object each. */
  public List<String> deadLetters() throws IOException {
    return lines(DEAD_LETTERS);
  }

  private List<String> lines(String prefix) throws IOException {
    List<String> lines = new ArrayList<>();
    for (FileEntry file : files) {
      if (file.path().startsWith(prefix)) {
        lines.addAll(Files.readAllLines(folder.resolve(file.path())));
      }
    }
    return lines;
  }
}
