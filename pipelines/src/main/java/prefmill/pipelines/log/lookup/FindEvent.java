package prefmill.pipelines.log.lookup;

import static org.apache.parquet.filter2.predicate.FilterApi.binaryColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.eq;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.io.api.Binary;
import prefmill.datasets.parquet.ParquetInput;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.log.Segment;

/** Looks up by its id when an event landed. */
public final class FindEvent {
  private FindEvent() {}

  /** The first of these entries of a log that holds an event of that id. */
  public static Optional<LogManifest> in(Path logFolder, List<LogManifest> entries, String eventId)
      throws IOException {
    for (LogManifest entry : entries) {
      for (Segment segment : entry.segments()) {
        if (holds(logFolder.resolve(segment.path()), eventId)) {
          return Optional.of(entry);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean holds(Path segment, String eventId) throws IOException {
    var wanted = eq(binaryColumn("event_id"), Binary.fromString(eventId));
    try (ParquetReader<GenericRecord> reader =
        AvroParquetReader.<GenericRecord>builder(
                ParquetInput.of(segment), new PlainParquetConfiguration())
            .withDataModel(GenericData.get())
            .withFilter(FilterCompat.get(wanted))
            .build()) {
      return reader.read() != null;
    }
  }
}
