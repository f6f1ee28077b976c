package prefmill.datasets.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import prefmill.datasets.manifest.FileEntry;
import prefmill.datasets.manifest.ShardName;
import prefmill.datasets.parquet.LedgerParquet;
import prefmill.datasets.parquet.RowParquet;
import prefmill.datasets.rows.LedgerEntry;

/** The files of one version, as its manifest lists them. */
final class VersionFiles {
  private static final String LEDGER = "ledger/";

  private final Path folder;
  private final List<FileEntry> files;

  VersionFiles(Path folder, List<FileEntry> files) {
    this.folder = folder;
    this.files = files;
  }

  /** The ids of all rows of all configs. */
  Set<String> rowIds() throws IOException {
    Set<String> ids = new TreeSet<>();
    for (FileEntry file : files) {
      ShardName shard = ShardName.parse(file.path()).orElse(null);
      if (shard != null && shard.format().equals(ShardName.PARQUET)) {
        ids.addAll(RowParquet.rowIds(folder.resolve(file.path())));
      }
    }
    return ids;
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
}
