package prefmill.pipelines.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import prefmill.datasets.objects.DiskFull;
import prefmill.datasets.objects.Durable;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.event.Signal;

/** Writes one segment; the file counts only after {@link #finish}. */
public final class SegmentWriter implements AutoCloseable {
  // small enough that a reader of a few buckets skips most of a segment
  private static final long ROW_GROUP_BYTES = 8L << 20;

  private final Path file;
  private final ParquetWriter<GenericRecord> writer;
  private long rows;
  private long retractions;

  private SegmentWriter(Path file, ParquetWriter<GenericRecord> writer) {
    this.file = file;
    this.writer = writer;
  }

  public static SegmentWriter create(Path file) throws IOException {
    Durable.createFolders(file.getParent());
    AvroParquetWriter.Builder<GenericRecord> builder =
        AvroParquetWriter.<GenericRecord>builder(new LocalOutputFile(file))
            .withConf(new PlainParquetConfiguration())
            .withSchema(LogSchema.EVENT)
            .withDataModel(GenericData.get())
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withRowGroupSize(ROW_GROUP_BYTES);
    for (String column : LogSchema.UNIQUE) {
      builder.withDictionaryEncoding(column, false);
    }
    try {
      return new SegmentWriter(file, builder.build());
    } catch (IOException e) {
      throw DiskFull.or(file, e);
    }
  }

  /**
   * Writes events of any buckets, which are sorted here, into one file.
   *
   * @param logFolder the log's folder
   * @param file below it
   */
  public static Segment writeAll(Path logFolder, Path file, List<MaskedEvent> events)
      throws IOException {
    List<MaskedEvent> sorted = new ArrayList<>(events);
    sorted.sort(Segment.ORDER);
    try (SegmentWriter segment = create(file)) {
      for (MaskedEvent event : sorted) {
        segment.write(event);
      }
      return segment.finish(logFolder, 0, 0);
    }
  }

  /** Adds an event; events come in the order of the segment. */
  public void write(MaskedEvent event) throws IOException {
    try {
      writer.write(LogRecords.write(event));
    } catch (IOException e) {
      throw DiskFull.or(file, e);
    }
    rows++;
    if (event.body().signals().stream().anyMatch(Signal.Retraction.class::isInstance)) {
      retractions++;
    }
  }

  /** Forces the file and its folder to the disk and names it. */
  public Segment finish(Path logFolder, int prefixBits, int prefix) throws IOException {
    try {
      writer.close();
      Durable.syncFolder(file);
    } catch (IOException e) {
      throw DiskFull.or(file, e);
    }
    Durable.syncFolder(file.getParent());
    String path = logFolder.relativize(file).toString();
    return new Segment(path, prefixBits, prefix, rows, retractions, Files.size(file));
  }

  @Override
  public void close() throws IOException {
    try {
      writer.close();
    } catch (IOException e) {
      throw DiskFull.or(file, e);
    }
  }
}
