package prefmill.datasets.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import prefmill.datasets.canonical.RejectionJson;
import prefmill.datasets.manifest.FileEntry;
import prefmill.datasets.manifest.ShardName;
import prefmill.datasets.parquet.LedgerParquet;
import prefmill.datasets.parquet.RowParquet;
import prefmill.datasets.rows.LedgerEntry;
import prefmill.datasets.rows.Rejection;

/** The tables of one version, read from the files that its manifest lists. */
final class VersionFiles {
  private static final String LEDGER = "ledger/";
  private static final String REJECTED = "rejected/";

  private final Path folder;
  private final List<FileEntry> files;

  VersionFiles(Path folder, List<FileEntry> files) {
    this.folder = folder;
    this.files = files;
  }

  /** All rows of all configs, by id. */
  Map<String, RowPlace> rows() throws IOException {
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
  List<LedgerEntry> ledger() throws IOException {
    List<LedgerEntry> entries = new ArrayList<>();
    for (FileEntry file : files) {
      if (file.path().startsWith(LEDGER)) {
        entries.addAll(LedgerParquet.read(folder.resolve(file.path())));
      }
    }
    return entries;
  }

  /** What was rejected on account of one event. */
  List<Rejection> rejections(String eventId) throws IOException {
    List<Rejection> rejections = new ArrayList<>();
    for (FileEntry file : files) {
      if (file.path().startsWith(REJECTED)) {
        try (Stream<String> lines = Files.lines(folder.resolve(file.path()))) {
          lines
              .map(RejectionJson::read)
              .filter(rejection -> rejection.eventId().equals(eventId))
              .forEach(rejections::add);
        }
      }
    }
    return rejections;
  }
}
