package prefmill.pipelines.source.topic;

import java.util.List;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.parse.RawRecord;

/**
 * Reads stretches of a topic's partitions to their ends: the same records each time it is run, as
 * long as the topic has them. Records of aborted transactions are not read; offsets without a
 * record, as compaction and transactions leave them, are passed over.
 */
public final class ReadTopic extends PTransform<PBegin, PCollection<RawRecord>> {
  private static final long serialVersionUID = 1L;
  private static final long RANGE_OFFSETS = 250_000;

  private final TopicAccess access;
  private final Messages.Reading reading;
  private final List<TopicRange> ranges;

  private ReadTopic(TopicAccess access, Messages.Reading reading, List<TopicRange> ranges) {
    this.access = access;
    this.reading = reading;
    this.ranges = ranges;
  }

  /** Reads what a plan found. */
  public static ReadTopic of(TopicPlan plan) {
    return of(plan, Messages::record);
  }

  /** Reads what a plan found, in a way of its own. */
  public static ReadTopic of(TopicPlan plan, Messages.Reading reading) {
    return new ReadTopic(
        plan.access(),
        reading,
        plan.ranges().stream().flatMap(range -> range.cut(RANGE_OFFSETS).stream()).toList());
  }

  @Override
  public PCollection<RawRecord> expand(PBegin begin) {
    return begin
        .apply("Ranges", Create.of(ranges).withCoder(RecordCoder.of(TopicRange.class)))
        .apply("SpreadRanges", Reshuffle.viaRandomKey())
        .apply("ReadRanges", ParDo.of(new ReadRange(access, reading)))
        .setCoder(RecordCoder.of(RawRecord.class));
  }

  private static final class ReadRange extends DoFn<TopicRange, RawRecord> {
    private static final long serialVersionUID = 1L;

    private final TopicAccess access;
    private final Messages.Reading reading;

    ReadRange(TopicAccess access, Messages.Reading reading) {
      this.access = access;
      this.reading = reading;
    }

    @ProcessElement
    public void read(@Element TopicRange range, OutputReceiver<RawRecord> records) {
      RangeConsumer.read(access, range, reading, records::output);
    }
  }
}
