package prefmill.datasets.parquet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.filter2.compat.FilterCompat;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.PreferenceRow;
import prefmill.datasets.rows.Row;
import prefmill.datasets.rows.SftRow;
import prefmill.datasets.rows.UnpairedRow;

/**
 * Rows as Parquet files: the columns of the row's record with declared types, messages as
 * list&lt;struct&lt;role, content&gt;&gt;, zstd.
 *
 * <p>Equal rows in equal order give equal bytes in every JVM.
 */
public final class RowParquet {
  private RowParquet() {}

  /** A file of the rows, all of that config, in the order given. */
  public static byte[] write(Config config, List<? extends Row> rows) {
    RecordWriteSupport<Row> support =
        new RecordWriteSupport<>(ColumnTypes.of(config), RowParquet::columns);
    return ParquetBytes.write(support, List.copyOf(rows));
  }

  /** The rows of a file in their order. */
  public static List<Row> read(Config config, Path file) throws IOException {
    return ParquetBytes.read(
        ParquetInput.of(file), ColumnTypes.of(config), group -> RowColumns.row(config, group));
  }

  /** Gives the row_id of each row of a file in their order; no other column is read. */
  public static void eachRowId(Path file, Consumer<String> consumer) throws IOException {
    ParquetBytes.each(
        ParquetInput.of(file),
        ColumnTypes.ROW_ID,
        FilterCompat.NOOP,
        group -> consumer.accept(group.getString(0, 0)));
  }

  /** The context_key of each row of a file in their order; no other column is read. */
  public static List<String> contextKeys(Path file) throws IOException {
    return ParquetBytes.read(
        ParquetInput.of(file), ColumnTypes.CONTEXT_KEY, group -> group.getString(0, 0));
  }

  static void columns(ColumnWriter out, Row row) {
    out.text(row.rowId()).text(row.contextKey()).text(row.category());
    if (row instanceof PreferenceRow preference) {
      preference(out, preference);
    } else if (row instanceof UnpairedRow unpaired) {
      unpaired(out, unpaired);
    } else if (row instanceof SftRow sft) {
      sft(out, sft);
    }
  }

  private static void preference(ColumnWriter out, PreferenceRow row) {
    out.messages(row.prompt())
        .messages(row.chosen())
        .messages(row.rejected())
        .text(row.chosenId())
        .text(row.rejectedId())
        .text(row.chosenModel())
        .text(row.rejectedModel())
        .text(row.tools())
        .text(row.evidence())
        .count(row.support())
        .number(row.strength())
        .number(row.weight());
  }

  private static void unpaired(ColumnWriter out, UnpairedRow row) {
    out.messages(row.prompt())
        .messages(row.completion())
        .truth(row.label())
        .text(row.tools())
        .text(row.answerId())
        .count(row.support())
        .number(row.weight());
  }

  private static void sft(ColumnWriter out, SftRow row) {
    out.messages(row.messages()).text(row.tools()).text(row.evidence()).number(row.weight());
  }
}
