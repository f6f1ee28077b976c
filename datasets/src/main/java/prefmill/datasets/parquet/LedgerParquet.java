package prefmill.datasets.parquet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.io.LocalInputFile;
import prefmill.datasets.rows.LedgerEntry;

/** The ledger as Parquet files: event_id, outcome, stage, rule, value, threshold, example_ids. */
public final class LedgerParquet {
  private LedgerParquet() {}

  /** A file of the entries in the order given, which is that of the ledger's hash. */
  public static byte[] write(List<LedgerEntry> entries) {
    RecordWriteSupport<LedgerEntry> support =
        new RecordWriteSupport<>(ColumnTypes.LEDGER, LedgerParquet::columns);
    return ParquetBytes.write(support, entries);
  }

  /** The entries of a file in their order. */
  public static List<LedgerEntry> read(Path file) throws IOException {
    return ParquetBytes.read(new LocalInputFile(file), ColumnTypes.LEDGER, RowColumns::ledgerEntry);
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
