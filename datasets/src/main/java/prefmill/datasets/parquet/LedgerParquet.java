package prefmill.datasets.parquet;

import static org.apache.parquet.filter2.predicate.FilterApi.binaryColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.eq;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import prefmill.datasets.rows.LedgerEntry;

/** The ledger as Parquet files: event_id, outcome, stage, rule, value, threshold, example_ids. */
public final class LedgerParquet {
  private LedgerParquet() {}

  /** A file of the entries in the order given, which is that of the ledger's hash. */
  public static byte[] write(List<LedgerEntry> entries) {
    return ParquetBytes.write(support(), entries);
  }

  /** Writes the same file entry by entry: memory for a row group is enough. */
  public static final class Writer implements AutoCloseable {
    private final Path file;
    private final ParquetWriter<LedgerEntry> writer;

    private Writer(Path file) throws IOException {
      this.file = file;
      this.writer = ParquetBytes.writer(new LocalOutputFile(file), support());
    }

    /** Begins a new file on a disk. */
    public static Writer create(Path file) throws IOException {
      return new Writer(file);
    }

    /** Takes the next entry, in the order of the ledger's hash. */
    public void add(LedgerEntry entry) throws IOException {
      writer.write(entry);
    }

    /** Ends the file, which is whole only then. */
    @Override
    public void close() throws IOException {
      writer.close();
      FooterNormalizer.normalize(file);
    }
  }

  private static RecordWriteSupport<LedgerEntry> support() {
    return new RecordWriteSupport<>(ColumnTypes.LEDGER, LedgerParquet::columns);
  }

  /** The entries of a file in their order. */
  public static List<LedgerEntry> read(Path file) throws IOException {
    return ParquetBytes.read(ParquetInput.of(file), ColumnTypes.LEDGER, RowColumns::ledgerEntry);
  }

  /** Gives the entries of a file in their order, one at a time. */
  public static void each(Path file, Consumer<LedgerEntry> consumer) throws IOException {
    each(file, FilterCompat.NOOP, consumer);
  }

  /** The entry of an event, if the file has it; reads no more pages than it must. */
  public static Optional<LedgerEntry> find(Path file, String eventId) throws IOException {
    List<LedgerEntry> found = new ArrayList<>();
    var wanted = eq(binaryColumn("event_id"), Binary.fromString(eventId));
    each(file, FilterCompat.get(wanted), found::add);
    return found.stream().findFirst();
  }

  private static void each(Path file, FilterCompat.Filter filter, Consumer<LedgerEntry> consumer)
      throws IOException {
    ParquetBytes.each(
        ParquetInput.of(file),
        ColumnTypes.LEDGER,
        filter,
        group -> consumer.accept(RowColumns.ledgerEntry(group)));
  }

  private static void columns(ColumnWriter out, LedgerEntry entry) {
    out.text(entry.eventId())
        .text(entry.outcome().label())
        .text(entry.stage())
        .text(entry.rule())
        .number(entry.value())
        .number(entry.threshold())
        .texts(entry.exampleIds());
  }
}
