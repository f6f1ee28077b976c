package prefmill.datasets.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import prefmill.datasets.canonical.JsonlShard;
import prefmill.datasets.canonical.Sha256;
import prefmill.datasets.manifest.FileEntry;
import prefmill.datasets.manifest.Manifest;
import prefmill.datasets.manifest.ManifestJson;
import prefmill.datasets.manifest.ShardName;
import prefmill.datasets.parquet.LedgerParquet;
import prefmill.datasets.parquet.RowParquet;
import prefmill.datasets.rows.LedgerEntry;
import prefmill.datasets.rows.Row;

/** Changes a published folder as a forger would who corrects the manifest's files, too. */
final class TamperedVersion {
  private final Path folder;

  TamperedVersion(Path folder) {
    this.folder = folder;
  }

  List<Row> rows(ShardName parquet) throws IOException {
    return new ArrayList<>(RowParquet.read(parquet.config(), folder.resolve(parquet.path())));
  }

  /** Writes other rows to both files of a shard, and their lengths and hashes to the manifest. */
  void rewrite(ShardName parquet, List<Row> rows) throws IOException {
    file(parquet.path(), rows.size(), RowParquet.write(parquet.config(), rows));
    ShardName jsonl =
        new ShardName(
            parquet.config(), parquet.split(), parquet.index(), parquet.count(), ShardName.JSONL);
    file(jsonl.path(), rows.size(), JsonlShard.of(parquet.split(), rows).bytes());
  }

  void rewriteLedger(UnaryOperator<List<LedgerEntry>> change) throws IOException {
    String path = "ledger/ledger-00000-of-00001.parquet";
    List<LedgerEntry> entries =
        change.apply(new ArrayList<>(LedgerParquet.read(folder.resolve(path))));
    file(path, entries.size(), LedgerParquet.write(entries));
  }

  void remove(String path) throws IOException {
    Files.delete(folder.resolve(path));
    Map<String, FileEntry> files = files();
    files.remove(path);
    write(files);
  }

  private void file(String path, long rows, byte[] bytes) throws IOException {
    Files.write(folder.resolve(path), bytes);
    Map<String, FileEntry> files = files();
    files.put(path, new FileEntry(path, rows, bytes.length, Sha256.hex(bytes)));
    write(files);
  }

  private Map<String, FileEntry> files() throws IOException {
    Map<String, FileEntry> files = new TreeMap<>();
    manifest().files().forEach(file -> files.put(file.path(), file));
    return files;
  }

  private Manifest manifest() throws IOException {
    return ManifestJson.read(Files.readAllBytes(folder.resolve(Manifest.FILE)));
  }

  private void write(Map<String, FileEntry> files) throws IOException {
    Manifest old = manifest();
    Manifest changed =
        new Manifest(
            old.format(),
            old.dataset(),
            old.version(),
            old.contentHash(),
            old.ledgerHash(),
            old.previous(),
            old.policyHash(),
            old.keyIds(),
            old.codeVersion(),
            old.asOf(),
            old.sources(),
            old.log(),
            old.counts(),
            old.rows(),
            old.changes(),
            old.statistics(),
            List.copyOf(files.values()));
    Files.write(folder.resolve(Manifest.FILE), ManifestJson.write(changed));
  }
}
