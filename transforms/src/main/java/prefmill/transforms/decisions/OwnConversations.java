package prefmill.transforms.decisions;

import java.util.HashSet;
import java.util.Set;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import prefmill.transforms.coders.IdCoder;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.grouping.GroupPacked;
import prefmill.transforms.keys.HashSource;
import prefmill.transforms.keys.Id;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.splits.SplitRules;

/**
 * A conversation belongs to the side of its earliest event.
 *
 * <p>Told only to contexts with an event whose own side differs: nothing at all while each
 * conversation has one person.
 */
public final class OwnConversations
    extends PTransform<PCollection<EventFacts>, PCollection<Addressed>> {
  private final SplitRules rules;
  private final HashSource hash;
  private final int bits;

  private OwnConversations(SplitRules rules, HashSource hash, int bits) {
    this.rules = rules;
    this.hash = hash;
    this.bits = bits;
  }

  /** Sides by these rules; groups within 2^bits partitions. */
  public static OwnConversations by(SplitRules rules, HashSource hash, int bits) {
    return new OwnConversations(rules, hash, bits);
  }

  @Override
  public PCollection<Addressed> expand(PCollection<EventFacts> facts) {
    return facts
        .apply("KeyByConversation", ParDo.of(new KeyByConversation()))
        .setCoder(KvCoder.of(IdCoder.of(), RecordCoder.of(Turn.class)))
        .apply("GroupConversations", GroupPacked.within(bits))
        .apply("Own", ParDo.of(new Own(rules, hash)))
        .setCoder(RecordCoder.of(Addressed.class));
  }

  /** What is asked of an event: when, where and on which side. */
  record Turn(long createdAt, Id event, Id anchor, boolean curated, long bucket) {
    boolean isBefore(Turn other) {
      if (curated != other.curated) {
        return other.curated;
      }
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
                new Turn(
                    facts.createdAt(),
                    facts.event(),
                    facts.anchor(),
                    facts.curated(),
                    facts.bucket())));
      }
    }
  }

  private static final class Own extends DoFn<KV<Id, Iterable<Turn>>, Addressed> {
    private final SplitRules rules;
    private final HashSource source;
    private transient KeyedHash hash;

    Own(SplitRules rules, HashSource source) {
      this.rules = rules;
      this.source = source;
    }

    @Setup
    public void makeHash() {
      hash = source.hash();
    }

    @ProcessElement
    public void own(@Element KV<Id, Iterable<Turn>> conversation, OutputReceiver<Addressed> out) {
      Turn earliest = null;
      Set<Long> buckets = new HashSet<>();
      Set<Id> anchors = new HashSet<>();
      for (Turn turn : conversation.getValue()) {
        earliest = earliest == null || turn.isBefore(earliest) ? turn : earliest;
        buckets.add(turn.bucket);
        anchors.add(turn.anchor);
      }
      if (anchors.size() > 1) {
        Decision owned =
            new Decision.Owned(conversation.getKey(), rules.side(hash, earliest.anchor));
        buckets.forEach(bucket -> out.output(new Addressed(bucket, owned)));
      }
    }
  }
}
