package prefmill.pipelines.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import prefmill.datasets.faults.Failpoint;
import prefmill.datasets.objects.Places;
import prefmill.pipelines.log.LogRecords;
import prefmill.pipelines.log.Segment;
import prefmill.pipelines.log.SegmentWriter;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.grouping.GroupPacked;
import prefmill.transforms.keys.EventKeys;
import prefmill.transforms.keys.Id;

/**
 * Writes masked events into the event log's segments, one for each stretch of buckets, sorted.
 *
 * <p>The only time that text is shuffled in an event's life. A segment's name is new for each
 * attempt, so a bundle that runs twice leaves a file that no receipt names.
 */
public final class LandEvents extends PTransform<PCollection<MaskedEvent>, PCollection<Segment>> {
  private final String logFolder;
  private final String run;
  private final int bits;

  private LandEvents(String logFolder, String run, int bits) {
    this.logFolder = logFolder;
    this.run = run;
    this.bits = bits;
  }

  /** Lands in two to the power of bits segments, below segments/RUN of the log's folder. */
  public static LandEvents into(Path logFolder, String run, int bits) {
    return new LandEvents(logFolder.toString(), run, bits);
  }

  @Override
  public PCollection<Segment> expand(PCollection<MaskedEvent> events) {
    return events
        .apply("KeyByBucket", ParDo.of(new KeyByBucket(bits)))
        .setCoder(KvCoder.of(VarIntCoder.of(), RecordCoder.of(Packed.class)))
        .apply("GroupBuckets", GroupPacked.within(bits))
        .apply("WriteSegment", ParDo.of(new WriteSegment(logFolder, run, bits)))
        .setCoder(RecordCoder.of(Segment.class));
  }

  /** An event with what sorts it; its content stays packed until it is written. */
  @SuppressWarnings("ArrayRecordComponent")
  record Packed(long place, Id context, long createdAt, Id event, byte[] content) {
    static final Comparator<Packed> ORDER =
        Comparator.comparingLong(Packed::place)
            .thenComparing(Packed::context)
            .thenComparingLong(Packed::createdAt)
            .thenComparing(Packed::event);
  }

  private static final class KeyByBucket extends DoFn<MaskedEvent, KV<Integer, Packed>> {
    private static final RecordCoder<MaskedEvent> CODER = RecordCoder.of(MaskedEvent.class);

    private final int bits;

    KeyByBucket(int bits) {
      this.bits = bits;
    }

    @ProcessElement
    public void key(@Element MaskedEvent event, OutputReceiver<KV<Integer, Packed>> out)
        throws IOException {
      EventKeys keys = event.keys();
      Packed packed =
          new Packed(
              LogRecords.place(keys.bucket()),
              keys.context(),
              keys.createdAt(),
              keys.event(),
              CoderUtils.encodeToByteArray(CODER, event));
      out.output(KV.of(bits == 0 ? 0 : (int) (keys.bucket() >>> (64 - bits)), packed));
    }
  }

  private static final class WriteSegment extends DoFn<KV<Integer, Iterable<Packed>>, Segment> {
    private static final RecordCoder<MaskedEvent> CODER = RecordCoder.of(MaskedEvent.class);

    private final String logFolder;
    private final String run;
    private final int bits;

    WriteSegment(String logFolder, String run, int bits) {
      this.logFolder = logFolder;
      this.run = run;
      this.bits = bits;
    }

    @ProcessElement
    public void write(@Element KV<Integer, Iterable<Packed>> bucket, OutputReceiver<Segment> out)
        throws IOException {
      Failpoint.hit("after-source-read");
      List<Packed> events = new ArrayList<>();
      bucket.getValue().forEach(events::add);
      events.sort(Packed.ORDER);
      Path log = Places.of(logFolder);
      String name =
          String.format(Locale.ROOT, "%05d-%s.parquet", bucket.getKey(), UUID.randomUUID());
      try (SegmentWriter segment =
          SegmentWriter.create(log.resolve("segments").resolve(run).resolve(name))) {
        int half = events.size() / 2;
        for (int i = 0; i < events.size(); i++) {
          if (i == half) {
            Failpoint.hit("mid-segment");
          }
          segment.write(CoderUtils.decodeFromByteArray(CODER, events.get(i).content()));
        }
        out.output(segment.finish(log, bits, bucket.getKey()));
      }
    }
  }
}
