package prefmill.datasets.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.MessageType;

/**
 * Whole Parquet files in memory: zstd, footer normalised, without Hadoop's configuration.
 *
 * <p>Equal records in equal order give equal bytes in every JVM.
 */
final class ParquetBytes {
  /** Columns that never repeat: a dictionary of them costs time and saves nothing. */
  private static final List<String> WITHOUT_DICTIONARY =
      List.of("row_id", "event_id", "chosen_id", "rejected_id", "answer_id");

  private ParquetBytes() {}

  static <T> byte[] write(RecordWriteSupport<T> support, List<T> records) {
    MemoryOutput file = new MemoryOutput();
    try (ParquetWriter<T> writer = writer(file, support)) {
      for (T record : records) {
        writer.write(record);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing Parquet to memory failed", e);
    }
    return FooterNormalizer.normalize(file.bytes());
  }

  /** Writes a file that is to be normalised once it is closed. */
  static <T> ParquetWriter<T> writer(OutputFile file, RecordWriteSupport<T> support)
      throws IOException {
    Writing<T> writing = new Writing<>(file, support);
    writing
        .withConf(new PlainParquetConfiguration())
        .withCompressionCodec(CompressionCodecName.ZSTD)
        .withSizeStatisticsEnabled(false);
    WITHOUT_DICTIONARY.forEach(column -> writing.withDictionaryEncoding(column, false));
    return writing.build();
  }

  /** Reads the columns that the schema names. */
  static <T> List<T> read(InputFile file, MessageType schema, Function<Group, T> record)
      throws IOException {
    List<T> records = new ArrayList<>();
    each(file, schema, FilterCompat.NOOP, group -> records.add(record.apply(group)));
    return records;
  }

  /** Reads, one after the other, the records that pass a filter: the columns of the schema. */
  static void each(
      InputFile file, MessageType schema, FilterCompat.Filter filter, Consumer<Group> consumer)
      throws IOException {
    ParquetConfiguration configuration = new PlainParquetConfiguration();
    configuration.set(ReadSupport.PARQUET_READ_SCHEMA, schema.toString());
    try (ParquetReader<Group> reader =
        new Reading(file, configuration).withFilter(filter).build()) {
      for (Group group = reader.read(); group != null; group = reader.read()) {
        consumer.accept(group);
      }
    }
  }

  private static final class Writing<T> extends ParquetWriter.Builder<T, Writing<T>> {
    private final RecordWriteSupport<T> support;

    Writing(OutputFile file, RecordWriteSupport<T> support) {
      super(file);
      this.support = support;
    }

    @Override
    protected Writing<T> self() {
      return this;
    }

    @Override
    protected WriteSupport<T> getWriteSupport(Configuration configuration) {
      return support;
    }

    @Override
    protected WriteSupport<T> getWriteSupport(ParquetConfiguration configuration) {
      return support;
    }
  }

  private static final class Reading extends ParquetReader.Builder<Group> {
    Reading(InputFile file, ParquetConfiguration configuration) {
      super(file, configuration);
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }
}
