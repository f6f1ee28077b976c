package prefmill.datasets.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import prefmill.datasets.canonical.ContentHash;
import prefmill.datasets.canonical.RowHash;
import prefmill.datasets.canonical.RowJson;
import prefmill.datasets.canonical.RowJsonReader;
import prefmill.datasets.manifest.FileEntry;
import prefmill.datasets.manifest.Manifest;
import prefmill.datasets.manifest.ShardName;
import prefmill.datasets.parquet.RowParquet;
import prefmill.datasets.rows.Row;
import prefmill.datasets.rows.Split;

/** Reads every row from JSONL and from Parquet and recomputes the content hash. */
final class RowCheck {
  private final Path folder;
  private final Manifest manifest;
  private final Findings findings;
  private final Map<String, RowHash> rows = new HashMap<>();
  private final Map<String, Split> sideOfContext = new HashMap<>();

  private RowCheck(Path folder, Manifest manifest, Findings findings) {
    this.folder = folder;
    this.manifest = manifest;
    this.findings = findings;
  }

  static RowCheck of(Path folder, Manifest manifest, Findings findings) {
    return new RowCheck(folder, manifest, findings);
  }

  /** Checks all shards; the ids of the rows that the JSONL files hold. */
  Set<String> run(Set<String> damaged) throws IOException {
    for (FileEntry file : manifest.files()) {
      ShardName shard = ShardName.parse(file.path()).orElse(null);
      if (shard != null
          && shard.format().equals(ShardName.JSONL)
          && Files.exists(folder.resolve(file.path()))) {
        shard(file, shard, damaged);
      }
    }
    String hash = ContentHash.of(rows.values());
    if (!hash.equals(manifest.contentHash())) {
      findings.add(
          Manifest.FILE, "content_hash is %s, the rows give %s", manifest.contentHash(), hash);
    }
    return rows.keySet();
  }

  private void shard(FileEntry file, ShardName shard, Set<String> damaged) throws IOException {
    List<Row> lines = jsonl(file, shard);
    if (lines.size() != file.rows()) {
      findings.add(file.path(), "has %d rows, the manifest says %d", lines.size(), file.rows());
    }
    ShardName parquet =
        new ShardName(
            shard.config(), shard.split(), shard.index(), shard.count(), ShardName.PARQUET);
    if (!damaged.contains(parquet.path())) {
      compare(lines, file.path(), parquet);
    }
  }

  /** The rows of a JSONL file; where a line is no row, null stands in its place. */
  private List<Row> jsonl(FileEntry file, ShardName shard) throws IOException {
    String text =
        new String(Files.readAllBytes(folder.resolve(file.path())), StandardCharsets.UTF_8);
    List<Row> lines = new ArrayList<>();
    String last = "";
    for (String line : text.split("\n", -1)) {
      if (line.isEmpty() && lines.size() == file.rows()) {
        break;
      }
      Row row = row(file, shard, lines.size() + 1, line);
      lines.add(row);
      if (row != null) {
        if (row.rowId().compareTo(last) < 0) {
          findings.atRow(
              file.path(), lines.size(), "row_id is smaller than that of the row before");
        }
        last = row.rowId();
      }
    }
    return lines;
  }

  private Row row(FileEntry file, ShardName shard, int number, String line) {
    Row row;
    try {
      row = RowJsonReader.read(shard.config(), line);
    } catch (IllegalArgumentException e) {
      findings.atRow(file.path(), number, "%s", e.getMessage());
      return null;
    }
    if (!Arrays.equals(RowJson.bytes(row), line.getBytes(StandardCharsets.UTF_8))) {
      findings.atRow(file.path(), number, "is not written as the canonical JSON of its row");
    }
    if (rows.put(row.rowId(), RowHash.of(row, shard.split())) != null) {
      findings.atRow(file.path(), number, "row_id %s occurs twice", row.rowId());
    }
    Split side = sideOfContext.putIfAbsent(row.contextKey(), shard.split());
    if (side != null && side != shard.split()) {
      findings.atRow(
          file.path(),
          number,
          "its context is in %s and in %s",
          side.label(),
          shard.split().label());
    }
    return row;
  }

  private void compare(List<Row> lines, String jsonl, ShardName parquet) {
    List<Row> columns;
    try {
      columns = RowParquet.read(parquet.config(), folder.resolve(parquet.path()));
    } catch (IOException | RuntimeException e) {
      findings.add(parquet.path(), "cannot be read as Parquet");
      return;
    }
    if (columns.size() != lines.size()) {
      findings.add(parquet.path(), "has %d rows, %s has %d", columns.size(), jsonl, lines.size());
    }
    for (int i = 0; i < Math.min(columns.size(), lines.size()); i++) {
      if (!columns.get(i).equals(lines.get(i))) {
        findings.atRow(parquet.path(), i + 1, "is not the row that %s has there", jsonl);
      }
    }
  }
}
