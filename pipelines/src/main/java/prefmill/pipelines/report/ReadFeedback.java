package prefmill.pipelines.report;

import static org.apache.parquet.filter2.predicate.FilterApi.gtEq;
import static org.apache.parquet.filter2.predicate.FilterApi.longColumn;

import java.io.IOException;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PCollection;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.avro.AvroReadSupport;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.hadoop.ParquetReader;
import prefmill.datasets.objects.Places;
import prefmill.datasets.parquet.ParquetInput;
import prefmill.datasets.store.StoreFault;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.figures.FeedbackFact;

/** Reads of segments what figures need: neither prompts nor histories, and none of earlier days. */
final class ReadFeedback extends PTransform<PCollection<String>, PCollection<FeedbackFact>> {
  private final ReportPlan plan;

  private ReadFeedback(ReportPlan plan) {
    this.plan = plan;
  }

  /** Reads what a plan counts; the input are the segments' paths. */
  static ReadFeedback of(ReportPlan plan) {
    return new ReadFeedback(plan);
  }

  @Override
  public PCollection<FeedbackFact> expand(PCollection<String> segments) {
    return segments
        .apply("Spread", Reshuffle.viaRandomKey())
        .apply("ReadSegment", ParDo.of(new ReadSegment(plan)))
        .setCoder(RecordCoder.of(FeedbackFact.class));
  }

  private static final class ReadSegment extends DoFn<String, FeedbackFact> {
    private final ReportPlan plan;

    ReadSegment(ReportPlan plan) {
      this.plan = plan;
    }

    @ProcessElement
    public void read(@Element String segment, OutputReceiver<FeedbackFact> out) {
      FactRecords records = new FactRecords(plan.consentRequired());
      PlainParquetConfiguration columns = new PlainParquetConfiguration();
      columns.set(AvroReadSupport.AVRO_REQUESTED_PROJECTION, FactRecords.COLUMNS.toString());
      try (ParquetReader<GenericRecord> reader =
          AvroParquetReader.<GenericRecord>builder(ParquetInput.of(Places.of(segment)), columns)
              .withDataModel(GenericData.get())
              .withFilter(FilterCompat.get(gtEq(longColumn("created_at"), plan.from())))
              .build()) {
        GenericRecord event = reader.read();
        while (event != null) {
          records.fact(event).ifPresent(out::output);
          event = reader.read();
        }
      } catch (IOException | RuntimeException e) {
        throw new StoreFault(segment + " is missing or damaged: restore it from a backup", e);
      }
    }
  }
}
