package prefmill.pipelines.publish;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import prefmill.datasets.canonical.RowJson;
import prefmill.datasets.canonical.Sha256;
import prefmill.datasets.faults.Failpoint;
import prefmill.datasets.manifest.ShardName;
import prefmill.datasets.parquet.RowParquet;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.Row;
import prefmill.pipelines.statistics.RowSums;

/** Writes the files of one shard. */
final class ShardFiles {
  private ShardFiles() {}

  /** Writes rows that are sorted by row_id. */
  static ShardReceipt write(Path scratch, ShardKey shard, List<Row> rows) throws IOException {
    StringBuilder hashes = new StringBuilder();
    PartFile jsonl =
        PartFile.write(
            scratch, ShardName.JSONL, rows.size(), lines -> writeLines(rows, lines, hashes));
    Failpoint.hit("mid-shard");
    Config config = Config.valueOf(shard.config().name());
    PartFile parquet =
        PartFile.write(scratch, ShardName.PARQUET, rows.size(), RowParquet.write(config, rows));
    PartFile hashed =
        PartFile.write(
            scratch, "hashes", rows.size(), hashes.toString().getBytes(StandardCharsets.US_ASCII));
    return new ShardReceipt(ShardReceipt.KIND, shard, jsonl, parquet, hashed, RowSums.of(rows));
  }

  private static void writeLines(List<Row> rows, OutputStream lines, StringBuilder hashes)
      throws IOException {
    for (Row row : rows) {
      byte[] json = RowJson.bytes(row);
      lines.write(json);
      lines.write('\n');
      hashes.append(row.rowId()).append(' ').append(Sha256.hex(json)).append('\n');
    }
  }
}
