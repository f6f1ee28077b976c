package prefmill.transforms.decisions;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import prefmill.transforms.coders.IdCoder;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.event.Facet;
import prefmill.transforms.grouping.GroupPacked;
import prefmill.transforms.keys.Id;

/**
 * Tells a retraction, which knows only person and message, to the contexts that hold the message's
 * events.
 *
 * <p>Of several the latest of each facet is told: it takes back all that the others do.
 */
public final class JoinRetractions
    extends PTransform<PCollection<EventFacts>, PCollection<Addressed>> {
  private final int bits;

  private JoinRetractions(int bits) {
    this.bits = bits;
  }

  /** Groups within 2^bits partitions. */
  public static JoinRetractions within(int bits) {
    return new JoinRetractions(bits);
  }

  @Override
  public PCollection<Addressed> expand(PCollection<EventFacts> facts) {
    return facts
        .apply("KeyByMessage", ParDo.of(new KeyByMessage()))
        .setCoder(KvCoder.of(IdCoder.of(), RecordCoder.of(Said.class)))
        .apply("GroupMessages", GroupPacked.within(bits))
        .apply("Join", ParDo.of(new Join()))
        .setCoder(RecordCoder.of(Addressed.class));
  }

  /** An event's place, or a retraction. */
  record Said(
      Id person,
      Id message,
      long bucket,
      boolean retraction,
      Facet facet,
      long createdAt,
      Id event) {
    static final Comparator<Said> ORDER =
        Comparator.comparingLong(Said::createdAt).thenComparing(Said::event);

    Decision retracted() {
      return new Decision.Retracted(person, message, facet, createdAt, event);
    }
  }

  private static final class KeyByMessage extends DoFn<EventFacts, KV<Id, Said>> {
    @ProcessElement
    public void key(@Element EventFacts f, OutputReceiver<KV<Id, Said>> out) {
      if (f.message().isPresent() && !f.voiceless()) {
        Id key = new Id(f.person().hi() ^ f.message().lo(), f.person().lo() ^ f.message().hi());
        out.output(
            KV.of(
                key,
                new Said(
                    f.person(),
                    f.message(),
                    f.bucket(),
                    f.retraction(),
                    f.retracts(),
                    f.createdAt(),
                    f.event())));
      }
    }
  }

  private static final class Join extends DoFn<KV<Id, Iterable<Said>>, Addressed> {
    @ProcessElement
    public void join(@Element KV<Id, Iterable<Said>> message, OutputReceiver<Addressed> out) {
      Set<Long> buckets = new HashSet<>();
      Map<Facet, Said> latest = new HashMap<>();
      for (Said said : message.getValue()) {
        if (said.retraction) {
          latest.merge(said.facet, said, (a, b) -> Said.ORDER.compare(a, b) >= 0 ? a : b);
        } else {
          buckets.add(said.bucket);
        }
      }
      for (long bucket : buckets) {
        latest.values().forEach(said -> out.output(new Addressed(bucket, said.retracted())));
      }
    }
  }
}
