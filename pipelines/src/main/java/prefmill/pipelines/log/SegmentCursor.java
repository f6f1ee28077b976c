package prefmill.pipelines.log;

import static org.apache.parquet.filter2.predicate.FilterApi.and;
import static org.apache.parquet.filter2.predicate.FilterApi.gtEq;
import static org.apache.parquet.filter2.predicate.FilterApi.longColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.ltEq;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.hadoop.ParquetReader;
import prefmill.datasets.parquet.ParquetInput;
import prefmill.datasets.store.StoreFault;
import prefmill.transforms.event.MaskedEvent;

/** Gives the events of one stretch of buckets in order, one at a time: of a segment or a list. */
final class SegmentCursor implements AutoCloseable {
  private final Supply supply;
  private final Closeable end;
  private MaskedEvent current;

  private SegmentCursor(Supply supply, Closeable end) throws IOException {
    this.supply = supply;
    this.end = end;
    advance();
  }

  /** Stands on the first event of a segment's stretch, if there is one. */
  static SegmentCursor open(Path file, int bits, int stretch) throws IOException {
    long first = bits == 0 ? Long.MIN_VALUE : LogRecords.place((long) stretch << (64 - bits));
    long last = bits == 0 ? Long.MAX_VALUE : first + ((1L << (64 - bits)) - 1);
    var place = longColumn("place");
    ParquetReader<GenericRecord> reader =
        AvroParquetReader.<GenericRecord>builder(
                ParquetInput.of(file), new PlainParquetConfiguration())
            .withDataModel(GenericData.get())
            .withFilter(FilterCompat.get(and(gtEq(place, first), ltEq(place, last))))
            .build();
    return new SegmentCursor(() -> next(file, reader), reader);
  }

  /** Stands on the first event of a list, which is in the order of a segment. */
  static SegmentCursor over(List<MaskedEvent> sorted) throws IOException {
    Iterator<MaskedEvent> events = sorted.iterator();
    return new SegmentCursor(() -> events.hasNext() ? events.next() : null, () -> {});
  }

  /** The event it stands on; null at the end. */
  MaskedEvent current() {
    return current;
  }

  void advance() throws IOException {
    current = supply.next();
  }

  private static MaskedEvent next(Path file, ParquetReader<GenericRecord> reader) {
    try {
      GenericRecord next = reader.read();
      return next == null ? null : LogRecords.read(next);
    } catch (IOException | RuntimeException e) {
      throw new StoreFault(file + " is damaged: restore it from a backup", e);
    }
  }

  @Override
  public void close() throws IOException {
    end.close();
  }

  private interface Supply {
    MaskedEvent next() throws IOException;
  }
}
