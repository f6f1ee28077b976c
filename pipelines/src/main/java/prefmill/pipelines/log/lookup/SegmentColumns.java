package prefmill.pipelines.log.lookup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.avro.AvroReadSupport;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import prefmill.datasets.parquet.ParquetInput;

/** Some columns of a segment. */
public final class SegmentColumns {
  private SegmentColumns() {}

  /** Gives these columns of each event; no other column is read. */
  public static void each(Path segment, Schema columns, Consumer<GenericRecord> consumer)
      throws IOException {
    PlainParquetConfiguration slim = new PlainParquetConfiguration();
    slim.set(AvroReadSupport.AVRO_REQUESTED_PROJECTION, columns.toString());
    slim.set("parquet.avro.read.schema", columns.toString());
    try (ParquetReader<GenericRecord> reader =
        AvroParquetReader.<GenericRecord>builder(ParquetInput.of(segment), slim)
            .withDataModel(GenericData.get())
            .build()) {
      for (GenericRecord r = reader.read(); r != null; r = reader.read()) {
        consumer.accept(r);
      }
    }
  }
}
