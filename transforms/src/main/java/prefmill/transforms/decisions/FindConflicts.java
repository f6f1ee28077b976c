package prefmill.transforms.decisions;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import prefmill.transforms.coders.IdCoder;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.event.Id;

/**
 * Finds event ids that came with two contents; the result holds each other event once.
 *
 * <p>Of redeliveries the latest receipt stays. A conflict is told to every context that holds one
 * of the contents.
 */
public final class FindConflicts
    extends PTransform<PCollection<EventFacts>, PCollection<EventFacts>> {
  private final transient List<PCollection<Addressed>> decisions;

  private FindConflicts(List<PCollection<Addressed>> decisions) {
    this.decisions = decisions;
  }

  /** Adds the conflicts to the list. */
  public static FindConflicts decisionsTo(List<PCollection<Addressed>> decisions) {
    return new FindConflicts(decisions);
  }

  @Override
  public PCollection<EventFacts> expand(PCollection<EventFacts> facts) {
    TupleTag<EventFacts> single = new TupleTag<>() {};
    TupleTag<Addressed> conflicts = new TupleTag<>() {};
    PCollectionTuple both =
        facts
            .apply("KeyByEvent", ParDo.of(new KeyByEvent()))
            .setCoder(KvCoder.of(IdCoder.of(), RecordCoder.of(EventFacts.class)))
            .apply("GroupEvents", GroupByKey.create())
            .apply(
                "Compare",
                ParDo.of(new Compare(conflicts))
                    .withOutputTags(single, TupleTagList.of(conflicts)));
    decisions.add(both.get(conflicts).setCoder(RecordCoder.of(Addressed.class)));
    return both.get(single).setCoder(RecordCoder.of(EventFacts.class));
  }

  private static final class KeyByEvent extends DoFn<EventFacts, KV<Id, EventFacts>> {
    @ProcessElement
    public void key(@Element EventFacts facts, OutputReceiver<KV<Id, EventFacts>> out) {
      out.output(KV.of(facts.event(), facts));
    }
  }

  private static final class Compare extends DoFn<KV<Id, Iterable<EventFacts>>, EventFacts> {
    private final TupleTag<Addressed> conflicts;

    Compare(TupleTag<Addressed> conflicts) {
      this.conflicts = conflicts;
    }

    @ProcessElement
    public void compare(ProcessContext process) {
      TreeMap<Id, EventFacts> byContent = new TreeMap<>();
      for (EventFacts facts : process.element().getValue()) {
        byContent.merge(facts.content(), facts, (a, b) -> a.receivedAt() >= b.receivedAt() ? a : b);
      }
      if (byContent.size() == 1) {
        process.output(byContent.firstEntry().getValue());
        return;
      }
      Decision conflict = new Decision.Conflict(process.element().getKey(), byContent.firstKey());
      for (Map.Entry<Id, EventFacts> entry : byContent.entrySet()) {
        process.output(conflicts, new Addressed(entry.getValue().bucket(), conflict));
      }
    }
  }
}
