package prefmill.pipelines.log.compact;

import java.nio.file.Path;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.io.parquet.ParquetIO;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import prefmill.datasets.objects.Places;
import prefmill.pipelines.log.LogRecords;
import prefmill.pipelines.log.Segment;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.event.MaskedEvent;

/** Reads whole events of segments, in no order. */
final class ReadEvents extends PTransform<PBegin, PCollection<MaskedEvent>> {
  private static final long serialVersionUID = 1L;

  private final List<String> files;

  private ReadEvents(List<String> files) {
    this.files = files;
  }

  static ReadEvents from(Path logFolder, List<Segment> segments) {
    return new ReadEvents(
        segments.stream().map(s -> Places.in(logFolder, s.path()).toString()).toList());
  }

  @Override
  public PCollection<MaskedEvent> expand(PBegin begin) {
    return begin
        .apply("Segments", Create.of(files).withCoder(StringUtf8Coder.of()))
        .apply("Match", FileIO.matchAll())
        .apply("Open", FileIO.readMatches())
        .apply(
            "ParseEvents",
            ParquetIO.parseFilesGenericRecords(new Parse())
                .withCoder(RecordCoder.of(MaskedEvent.class)));
  }

  private static final class Parse implements SerializableFunction<GenericRecord, MaskedEvent> {
    private static final long serialVersionUID = 1L;

    @Override
    public MaskedEvent apply(GenericRecord event) {
      return LogRecords.read(event);
    }
  }
}
