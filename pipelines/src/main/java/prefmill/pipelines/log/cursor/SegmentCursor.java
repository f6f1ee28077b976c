package prefmill.pipelines.log.cursor;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import prefmill.datasets.parquet.ParquetInput;
import prefmill.datasets.store.StoreFault;
import prefmill.pipelines.log.LogRecords;
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

  /** Stands on the first event of a segment in a range, if there is one. */
  static SegmentCursor open(Path file, BucketRange range) throws IOException {
    ParquetReader<GenericRecord> reader =
        AvroParquetReader.<GenericRecord>builder(
                ParquetInput.of(file), new PlainParquetConfiguration())
            .withDataModel(GenericData.get())
            .withFilter(range.filter())
            .build();
    return new SegmentCursor(() -> next(file, reader, range), reader);
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

  private static MaskedEvent next(
      Path file, ParquetReader<GenericRecord> reader, BucketRange range) {
    try {
      GenericRecord next = reader.read();
      while (next != null && !range.has(LogRecords.place((Long) next.get("place")))) {
        next = reader.read();
      }
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
