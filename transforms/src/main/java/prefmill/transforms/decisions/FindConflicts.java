package prefmill.transforms.decisions;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import prefmill.transforms.coders.IdCoder;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.grouping.GroupPacked;
import prefmill.transforms.keys.Id;

/**
 * Finds event ids that came with two contents; the result holds each other event once.
 *
 * <p>Of redeliveries the latest receipt stays. A conflict is told to every context that holds one
 * of the contents.
 */
public final class FindConflicts
    extends PTransform<PCollection<EventFacts>, PCollection<EventFacts>> {
  private final Clock clock;
  private final int bits;
  private transient List<PCollection<Addressed>> decisions;
  private transient List<PCollection<Long>> counts;

  private FindConflicts(Clock clock, int bits) {
    this.clock = clock;
    this.bits = bits;
  }

  /** Events from the future as of a time get no voice; groups within 2^bits partitions. */
  public static FindConflicts asOf(Clock clock, int bits) {
    return new FindConflicts(clock, bits);
  }

  /** Adds the conflicts to the list. */
  public FindConflicts decisionsTo(List<PCollection<Addressed>> list) {
    this.decisions = list;
    return this;
  }

  /** Adds the number of distinct event ids to the list. */
  public FindConflicts countsTo(List<PCollection<Long>> list) {
    this.counts = list;
    return this;
  }

  @Override
  public PCollection<EventFacts> expand(PCollection<EventFacts> facts) {
    TupleTag<EventFacts> single = new TupleTag<>() {};
    TupleTag<Addressed> conflicts = new TupleTag<>() {};
    TupleTag<Long> counted = new TupleTag<>() {};
    PCollectionTuple all =
        facts
            .apply("KeyByEvent", ParDo.of(new KeyByEvent()))
            .setCoder(KvCoder.of(IdCoder.of(), RecordCoder.of(EventFacts.class)))
            .apply("GroupEvents", GroupPacked.within(bits))
            .apply(
                "Compare",
                ParDo.of(new Compare(clock, conflicts, counted))
                    .withOutputTags(single, TupleTagList.of(conflicts).and(counted)));
    counts.add(all.get(counted).apply("SumEvents", Sum.longsGlobally()));
    decisions.add(all.get(conflicts).setCoder(RecordCoder.of(Addressed.class)));
    return all.get(single).setCoder(RecordCoder.of(EventFacts.class));
  }

  private static final class KeyByEvent extends DoFn<EventFacts, KV<Id, EventFacts>> {
    @ProcessElement
    public void key(@Element EventFacts facts, OutputReceiver<KV<Id, EventFacts>> out) {
      out.output(KV.of(facts.event(), facts));
    }
  }

  private static final class Compare extends DoFn<KV<Id, Iterable<EventFacts>>, EventFacts> {
    private final Clock clock;
    private final TupleTag<Addressed> conflicts;
    private final TupleTag<Long> counted;
    private transient long events;

    Compare(Clock clock, TupleTag<Addressed> conflicts, TupleTag<Long> counted) {
      this.clock = clock;
      this.conflicts = conflicts;
      this.counted = counted;
    }

    @StartBundle
    public void start() {
      events = 0;
    }

    @ProcessElement
    public void compare(ProcessContext process) {
      events++;
      TreeMap<Id, EventFacts> byContent = new TreeMap<>();
      for (EventFacts facts : process.element().getValue()) {
        byContent.merge(facts.content(), facts, EventFacts::and);
      }
      if (byContent.size() == 1) {
        EventFacts facts = byContent.firstEntry().getValue();
        boolean ahead = clock.isAhead(facts.createdAt(), facts.receivedAt());
        process.output(ahead ? facts.muted() : facts);
        return;
      }
      Decision conflict = new Decision.Conflict(process.element().getKey(), byContent.firstKey());
      for (Map.Entry<Id, EventFacts> entry : byContent.entrySet()) {
        process.output(conflicts, new Addressed(entry.getValue().bucket(), conflict));
      }
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      context.output(counted, events, GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE);
    }
  }
}
