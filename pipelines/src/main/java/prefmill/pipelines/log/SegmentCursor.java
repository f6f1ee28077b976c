package prefmill.pipelines.log;

import static org.apache.parquet.filter2.predicate.FilterApi.and;
import static org.apache.parquet.filter2.predicate.FilterApi.gtEq;
import static org.apache.parquet.filter2.predicate.FilterApi.longColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.ltEq;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.io.LocalInputFile;
import prefmill.datasets.store.StoreFault;
import prefmill.transforms.event.MaskedEvent;

/** Reads the events of one stretch of buckets from a segment, in order, one at a time. */
final class SegmentCursor implements AutoCloseable {
  /** The order of a segment: contexts stay together. */
  static final Comparator<MaskedEvent> ORDER =
      Comparator.comparingLong((MaskedEvent e) -> LogRecords.place(e.keys().bucket()))
          .thenComparing(e -> e.keys().context())
          .thenComparing(MaskedEvent.ORDER);

  private final Path file;
  private final ParquetReader<GenericRecord> reader;
  private MaskedEvent current;

  private SegmentCursor(Path file, ParquetReader<GenericRecord> reader) {
    this.file = file;
    this.reader = reader;
  }

  /** Stands on the first event of the stretch, if there is one. */
  static SegmentCursor open(Path file, int bits, int stretch) throws IOException {
    long first = bits == 0 ? Long.MIN_VALUE : LogRecords.place((long) stretch << (64 - bits));
    long last = bits == 0 ? Long.MAX_VALUE : first + ((1L << (64 - bits)) - 1);
    var place = longColumn("place");
    SegmentCursor cursor =
        new SegmentCursor(
            file,
            AvroParquetReader.<GenericRecord>builder(
                    new LocalInputFile(file), new PlainParquetConfiguration())
                .withDataModel(GenericData.get())
                .withFilter(FilterCompat.get(and(gtEq(place, first), ltEq(place, last))))
                .build());
    cursor.advance();
    return cursor;
  }

  /** The event it stands on; null at the end. */
  MaskedEvent current() {
    return current;
  }

  void advance() throws IOException {
    try {
      GenericRecord next = reader.read();
      current = next == null ? null : LogRecords.read(next);
    } catch (IOException | RuntimeException e) {
      throw new StoreFault(file + " is damaged: restore it from a backup", e);
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
