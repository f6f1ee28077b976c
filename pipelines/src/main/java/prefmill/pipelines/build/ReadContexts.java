package prefmill.pipelines.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import prefmill.datasets.objects.Places;
import prefmill.pipelines.log.ContextCursor;
import prefmill.pipelines.log.Segment;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.context.Context;
import prefmill.transforms.decisions.Addressed;
import prefmill.transforms.decisions.Decision;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.keys.EventKeys;
import prefmill.transforms.keys.Id;
import prefmill.transforms.outcome.Outcomes;

/**
 * Reads the log context by context, each with the decisions that concern it.
 *
 * <p>Only decisions are shuffled, never text: whoever gets a stretch of buckets reads its events
 * from the segments.
 */
public final class ReadContexts
    extends PTransform<PCollection<Addressed>, PCollection<KV<Context, Outcomes>>> {
  private final String logFolder;
  private final List<Segment> segments;
  private final int bits;

  private ReadContexts(String logFolder, List<Segment> segments, int bits) {
    this.logFolder = logFolder;
    this.segments = List.copyOf(segments);
    this.bits = bits;
  }

  /** Reads segments in two to the power of bits stretches. */
  public static ReadContexts from(Path logFolder, List<Segment> segments, int bits) {
    return new ReadContexts(logFolder.toString(), segments, bits);
  }

  @Override
  public PCollection<KV<Context, Outcomes>> expand(PCollection<Addressed> decisions) {
    KvCoder<Integer, Addressed> coder =
        KvCoder.of(VarIntCoder.of(), RecordCoder.of(Addressed.class));
    List<KV<Integer, Addressed>> stretches =
        IntStream.range(0, 1 << bits).mapToObj(s -> KV.of(s, new Addressed(0, null))).toList();
    PCollection<KV<Integer, Addressed>> all =
        decisions.getPipeline().apply("Stretches", Create.of(stretches).withCoder(coder));
    PCollection<KV<Integer, Addressed>> keyed =
        decisions.apply("KeyByStretch", ParDo.of(new KeyByStretch(bits))).setCoder(coder);
    return PCollectionList.of(all)
        .and(keyed)
        .apply("Flatten", Flatten.pCollections())
        .apply("GroupStretches", GroupByKey.create())
        .apply("ReadStretch", ParDo.of(new ReadStretch(logFolder, segments, bits)))
        .setCoder(KvCoder.of(RecordCoder.of(Context.class), RecordCoder.of(Outcomes.class)));
  }

  private static int stretch(long bucket, int bits) {
    return bits == 0 ? 0 : (int) (bucket >>> (64 - bits));
  }

  private static final class KeyByStretch extends DoFn<Addressed, KV<Integer, Addressed>> {
    private final int bits;

    KeyByStretch(int bits) {
      this.bits = bits;
    }

    @ProcessElement
    public void key(@Element Addressed decision, OutputReceiver<KV<Integer, Addressed>> out) {
      out.output(KV.of(stretch(decision.bucket(), bits), decision));
    }
  }

  private static final class ReadStretch
      extends DoFn<KV<Integer, Iterable<Addressed>>, KV<Context, Outcomes>> {
    private final String logFolder;
    private final List<Segment> segments;
    private final int bits;

    ReadStretch(String logFolder, List<Segment> segments, int bits) {
      this.logFolder = logFolder;
      this.segments = segments;
      this.bits = bits;
    }

    @ProcessElement
    public void read(
        @Element KV<Integer, Iterable<Addressed>> stretch,
        OutputReceiver<KV<Context, Outcomes>> out)
        throws IOException {
      Map<Long, List<Decision>> byBucket = new HashMap<>();
      for (Addressed addressed : stretch.getValue()) {
        if (addressed.decision() != null) {
          byBucket
              .computeIfAbsent(addressed.bucket(), b -> new ArrayList<>())
              .add(addressed.decision());
        }
      }
      try (ContextCursor cursor =
          ContextCursor.open(Places.of(logFolder), segments, bits, stretch.getKey())) {
        for (List<MaskedEvent> events = cursor.next(); !events.isEmpty(); events = cursor.next()) {
          EventKeys first = events.get(0).keys();
          List<Decision> told = byBucket.getOrDefault(first.bucket(), List.of());
          Context context =
              new Context(first.context(), first.bucket(), events, concerning(events, told));
          out.output(KV.of(context, Outcomes.none(first.bucket())));
        }
      }
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
