package prefmill.pipelines.ledger;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import prefmill.pipelines.publish.BuildFolder;
import prefmill.transforms.coders.RecordCoder;

/** A sorted stretch of the ledger in a file, read one line at a time. */
final class LedgerRun implements AutoCloseable {
  private static final RecordCoder<LedgerLine> CODER = RecordCoder.of(LedgerLine.class);

  private final DataInputStream in;
  private int left;
  private LedgerLine current;

  private LedgerRun(DataInputStream in) throws IOException {
    this.in = in;
    this.left = in.readInt();
    advance();
  }

  /** Writes lines, which are in order; the result is the file's path below the scratch folder. */
  static String write(Path scratch, List<LedgerLine> lines) throws IOException {
    String path = BuildFolder.RUNS + "/" + UUID.randomUUID();
    Path file = scratch.resolve(path);
    Files.createDirectories(file.getParent());
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(lines.size());
      for (LedgerLine line : lines) {
        CODER.encode(line, out);
      }
    }
    return path;
  }

  /** Stands on the first line of a file, if it has one. */
  static LedgerRun open(Path file) throws IOException {
    return new LedgerRun(new DataInputStream(new BufferedInputStream(Files.newInputStream(file))));
  }

  /** The line it stands on; null behind the last. */
  LedgerLine current() {
    return current;
  }

  void advance() throws IOException {
    current = left == 0 ? null : CODER.decode(in);
    left--;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
