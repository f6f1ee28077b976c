package prefmill.datasets.canonical;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import prefmill.datasets.rows.Row;
import prefmill.datasets.rows.Split;

/** The JSONL file of a shard and the hashes of its rows, with each row written once. */
public final class JsonlShard {
  private final byte[] bytes;
  private final List<RowHash> rows;

  private JsonlShard(byte[] bytes, List<RowHash> rows) {
    this.bytes = bytes;
    this.rows = rows;
  }

  /** The shard of rows of one side, in the order given. */
  public static JsonlShard of(Split split, List<? extends Row> rows) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream(rows.size() * 1024 + 64);
    List<RowHash> hashes = new ArrayList<>(rows.size());
    for (Row row : rows) {
      byte[] line = RowJson.bytes(row);
      lines.write(line, 0, line.length);
      lines.write('\n');
      hashes.add(new RowHash(row.rowId(), row.config(), split, Sha256.hex(line)));
    }
    return new JsonlShard(lines.toByteArray(), List.copyOf(hashes));
  }

  /** The file's bytes: a line for each row, each ended by a line feed. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The rows' hashes in the order of the lines. */
  public List<RowHash> rows() {
    return rows;
  }
}
