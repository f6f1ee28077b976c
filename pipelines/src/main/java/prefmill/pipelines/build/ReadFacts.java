package prefmill.pipelines.build;

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
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroReadSupport;
import prefmill.datasets.objects.Places;
import prefmill.pipelines.log.LogRecords;
import prefmill.pipelines.log.LogSchema;
import prefmill.pipelines.log.Segment;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.consent.Admission;
import prefmill.transforms.decisions.EventFacts;
import prefmill.transforms.splits.SplitRules;

/** Reads of every event what other contexts may need to know: the slim columns only. */
public final class ReadFacts extends PTransform<PBegin, PCollection<EventFacts>> {
  private final List<String> files;
  private final SplitRules splits;
  private final Admission admission;

  private ReadFacts(List<String> files, SplitRules splits, Admission admission) {
    this.files = files;
    this.splits = splits;
    this.admission = admission;
  }

  /**
   * Reads segments; the split rules say what an event's anchor is, admission which have no voice.
   */
  public static ReadFacts from(
      Path logFolder, List<Segment> segments, SplitRules splits, Admission admission) {
    return new ReadFacts(
        segments.stream().map(s -> Places.in(logFolder, s.path()).toString()).toList(),
        splits,
        admission);
  }

  @Override
  public PCollection<EventFacts> expand(PBegin begin) {
    Configuration slim = new Configuration(false);
    AvroReadSupport.setRequestedProjection(slim, LogSchema.SLIM);
    AvroReadSupport.setAvroReadSchema(slim, LogSchema.SLIM);
    return begin
        .apply("Segments", Create.of(files).withCoder(StringUtf8Coder.of()))
        .apply("Match", FileIO.matchAll())
        .apply("Open", FileIO.readMatches())
        .apply(
            "ParseFacts",
            ParquetIO.parseFilesGenericRecords(new ParseFacts(splits, admission))
                .withConfiguration(slim)
                .withCoder(RecordCoder.of(EventFacts.class)));
  }

  private static final class ParseFacts implements SerializableFunction<GenericRecord, EventFacts> {
    private final SplitRules splits;
    private final Admission admission;

    ParseFacts(SplitRules splits, Admission admission) {
      this.splits = splits;
      this.admission = admission;
    }

    @Override
    public EventFacts apply(GenericRecord event) {
      return LogRecords.facts(event, splits, admission);
    }
  }
}
