package prefmill.transforms.decisions;

import java.util.HashSet;
import java.util.Set;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import prefmill.transforms.coders.IdCoder;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.event.Id;
import prefmill.transforms.splits.Side;

/**
 * A conversation belongs to the side of its earliest event.
 *
 * <p>Told only to contexts with an event whose own side differs: nothing at all while each
 * conversation has one person.
 */
public final class OwnConversations
    extends PTransform<PCollection<EventFacts>, PCollection<Addressed>> {
  private static final OwnConversations INSTANCE = new OwnConversations();

  private OwnConversations() {}

  /** The one instance. */
  public static OwnConversations create() {
    return INSTANCE;
  }

  @Override
  public PCollection<Addressed> expand(PCollection<EventFacts> facts) {
    return facts
        .apply("KeyByConversation", ParDo.of(new KeyByConversation()))
        .setCoder(KvCoder.of(IdCoder.of(), RecordCoder.of(Turn.class)))
        .apply("GroupConversations", GroupByKey.create())
        .apply("Own", ParDo.of(new Own()))
        .setCoder(RecordCoder.of(Addressed.class));
  }

  /** What is asked of an event: when, where and on which side. */
  record Turn(long createdAt, Id event, Side side, long bucket) {
    boolean isBefore(Turn other) {
      return createdAt != other.createdAt
          ? createdAt < other.createdAt
          : event.compareTo(other.event) < 0;
    }
  }

  private static final class KeyByConversation extends DoFn<EventFacts, KV<Id, Turn>> {
    @ProcessElement
    public void key(@Element EventFacts facts, OutputReceiver<KV<Id, Turn>> out) {
      if (facts.conversation().isPresent() && !facts.voiceless() && !facts.retraction()) {
        out.output(
            KV.of(
                facts.conversation(),
                new Turn(facts.createdAt(), facts.event(), facts.side(), facts.bucket())));
      }
    }
  }

  private static final class Own extends DoFn<KV<Id, Iterable<Turn>>, Addressed> {
    @ProcessElement
    public void own(@Element KV<Id, Iterable<Turn>> conversation, OutputReceiver<Addressed> out) {
      Turn earliest = null;
      Set<Long> buckets = new HashSet<>();
      Set<Side> sides = new HashSet<>();
      for (Turn turn : conversation.getValue()) {
        earliest = earliest == null || turn.isBefore(earliest) ? turn : earliest;
        buckets.add(turn.bucket);
        sides.add(turn.side);
      }
      if (sides.size() > 1) {
        Decision owned = new Decision.Owned(conversation.getKey(), earliest.side);
        buckets.forEach(bucket -> out.output(new Addressed(bucket, owned)));
      }
    }
  }
}
