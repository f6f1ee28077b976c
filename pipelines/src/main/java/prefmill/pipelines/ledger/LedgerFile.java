package prefmill.pipelines.ledger;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import prefmill.datasets.canonical.LedgerHash;
import prefmill.datasets.canonical.LedgerJson;
import prefmill.datasets.faults.Failpoint;
import prefmill.datasets.manifest.Counts;
import prefmill.datasets.objects.Durable;
import prefmill.datasets.parquet.LedgerParquet;
import prefmill.pipelines.ingest.DeadLetterJson;
import prefmill.pipelines.publish.PartFile;

/**
 * Writes one file of the ledger with its rejections and dead letters, line by line in the ledger's
 * order; memory for a row group is enough.
 */
final class LedgerFile implements AutoCloseable {
  private final Path folder;
  private final LedgerParquet.Writer ledger;
  private final LedgerHash.OfFile hash = new LedgerHash.OfFile();
  private final Counts.Tally counts = new Counts.Tally();
  private final Lines rejected;
  private final Lines dead;

  private LedgerFile(Path folder) throws IOException {
    this.folder = folder;
    this.ledger = LedgerParquet.Writer.create(folder.resolve("ledger"));
    this.rejected = new Lines(folder.resolve("rejected"));
    this.dead = new Lines(folder.resolve("dead"));
  }

  /** Begins a file in a temporary folder of this machine. */
  static LedgerFile begin() throws IOException {
    return new LedgerFile(Files.createTempDirectory("prefmill-ledger"));
  }

  /** Takes the next line. */
  void add(LedgerLine line) throws IOException {
    ledger.add(line.entry());
    hash.add(line.entry());
    counts.add(line.entry());
    if (line.rejection() != null) {
      rejected.add(LedgerJson.bytes(line.rejection()));
    }
    if (line.deadLetter() != null) {
      dead.add(DeadLetterJson.write(line.deadLetter()).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Ends the file and puts it into a scratch folder as the one of this number. */
  LedgerReceipt finish(Path scratch, int number) throws IOException {
    ledger.close();
    Counts sums = counts.counts();
    PartFile lines = PartFile.take(scratch, "parquet", sums.in(), folder.resolve("ledger"));
    Failpoint.hit("mid-ledger");
    return new LedgerReceipt(
        LedgerReceipt.KIND,
        number,
        lines,
        hash.hex(),
        rejected.take(scratch),
        dead.take(scratch),
        sums);
  }

  @Override
  public void close() throws IOException {
    rejected.out.close();
    dead.out.close();
    Durable.deleteTree(folder);
  }

  private static final class Lines {
    private final Path file;
    private final OutputStream out;
    private long count;

    Lines(Path file) throws IOException {
      this.file = file;
      this.out = new BufferedOutputStream(Files.newOutputStream(file));
    }

    void add(byte[] line) throws IOException {
      out.write(line);
      out.write('\n');
      count++;
    }

    /** Null if there are none. */
    PartFile take(Path scratch) throws IOException {
      out.close();
      return count == 0 ? null : PartFile.take(scratch, "jsonl", count, file);
    }
  }
}
