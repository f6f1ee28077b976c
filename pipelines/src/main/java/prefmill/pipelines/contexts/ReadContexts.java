package prefmill.pipelines.contexts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import prefmill.datasets.objects.Places;
import prefmill.pipelines.log.Segment;
import prefmill.pipelines.log.cursor.BucketRange;
import prefmill.pipelines.log.cursor.ContextCursor;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.context.Context;
import prefmill.transforms.decisions.Addressed;
import prefmill.transforms.decisions.Decision;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.keys.EventKeys;
import prefmill.transforms.keys.Id;
import prefmill.transforms.outcome.Outcomes;

/**
 * Reads the log context by context, each with the decisions that concern it; if an earlier build
 * kept what it settled, only contexts of buckets that were touched since.
 *
 * <p>Only decisions are shuffled, never text: whoever gets a stretch of buckets reads its events
 * from the segments.
 */
public final class ReadContexts
    extends PTransform<PCollection<ToldStretch>, PCollection<KV<Context, Outcomes>>> {
  private final String logFolder;
  private final List<Segment> segments;
  private final int bits;
  private KeptBase base;

  private ReadContexts(String logFolder, List<Segment> segments, int bits) {
    this.logFolder = logFolder;
    this.segments = List.copyOf(segments);
    this.bits = bits;
  }

  /** Reads segments in two to the power of bits stretches. */
  public static ReadContexts from(Path logFolder, List<Segment> segments, int bits) {
    return new ReadContexts(logFolder.toString(), segments, bits);
  }

  /** Reads only what was touched since an earlier build kept its contexts. */
  public ReadContexts since(KeptBase kept) {
    this.base = kept;
    return this;
  }

  @Override
  public PCollection<KV<Context, Outcomes>> expand(PCollection<ToldStretch> stretches) {
    return stretches
        .apply("ReadStretch", ParDo.of(new ReadStretch(logFolder, segments, bits, base)))
        .setCoder(KvCoder.of(RecordCoder.of(Context.class), RecordCoder.of(Outcomes.class)));
  }

  private static final class ReadStretch extends DoFn<ToldStretch, KV<Context, Outcomes>> {
    private final String logFolder;
    private final List<Segment> segments;
    private final int bits;
    private final KeptBase base;

    ReadStretch(String logFolder, List<Segment> segments, int bits, KeptBase base) {
      this.logFolder = logFolder;
      this.segments = segments;
      this.bits = bits;
      this.base = base;
    }

    @ProcessElement
    public void read(@Element ToldStretch stretch, OutputReceiver<KV<Context, Outcomes>> out)
        throws IOException {
      Map<Long, List<Decision>> byBucket = new HashMap<>();
      for (Addressed addressed : stretch.decisions()) {
        byBucket
            .computeIfAbsent(addressed.bucket(), b -> new ArrayList<>())
            .add(addressed.decision());
      }
      try (ContextCursor cursor = contexts(stretch)) {
        for (List<MaskedEvent> events = cursor.next(); !events.isEmpty(); events = cursor.next()) {
          EventKeys first = events.get(0).keys();
          List<Decision> told = byBucket.getOrDefault(first.bucket(), List.of());
          Context context =
              new Context(first.context(), first.bucket(), events, concerning(events, told));
          out.output(KV.of(context, Outcomes.none(first.bucket())));
        }
      }
    }

    private ContextCursor contexts(ToldStretch stretch) throws IOException {
      Path log = Places.of(logFolder);
      if (base == null) {
        return ContextCursor.open(log, segments, bits, stretch.stretch());
      }
      BucketRange part = BucketRange.of(bits, stretch.stretch()).only(stretch.touched());
      return ContextCursor.open(log, base.since(), base.settled(), part);
    }

    /** Contexts that share a bucket are told each other's decisions: each keeps its own. */
    private static List<Decision> concerning(List<MaskedEvent> events, List<Decision> told) {
      if (told.isEmpty()) {
        return told;
      }
      Set<Id> here = new HashSet<>();
      for (MaskedEvent event : events) {
        here.add(event.keys().event());
        here.add(event.keys().conversation());
        here.add(event.keys().message());
      }
      return told.stream().filter(d -> here.contains(subject(d))).toList();
    }

    private static Id subject(Decision decision) {
      if (decision instanceof Decision.Conflict conflict) {
        return conflict.event();
      } else if (decision instanceof Decision.Owned owned) {
        return owned.conversation();
      }
      return ((Decision.Retracted) decision).message();
    }
  }
}
