package prefmill.transforms.influence.cluster;

import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import prefmill.transforms.coders.IdCoder;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.grouping.GroupPacked;
import prefmill.transforms.keys.Id;
import prefmill.transforms.neardup.FindEarlier;
import prefmill.transforms.neardup.Sketched;
import prefmill.transforms.rows.SlimRow;

/**
 * Finds which prompts are near-identical to another one: (prompt, the prompt that its cluster is
 * named after). A prompt that is alone, or gives its cluster the name, is not told.
 *
 * <p>A prompt is a last user turn, known by its keyed hash, which is its stable key as well. It
 * joins the smallest key among the prompts whose turn sketches agree with its own in at least 79 of
 * 112 bytes, and that prompt's own choice after it. Candidates are the eight smallest keys in each
 * of 12 bands of 6 bytes: two prompts of a Jaccard similarity of 0.9 meet in one of them with a
 * probability of 0.9998, of 0.8 with 0.97. Each distinct prompt costs one sketch and twelve small
 * records, however many rows it has.
 */
public final class ClusterPrompts
    extends PTransform<PCollection<SlimRow>, PCollection<KV<Id, Id>>> {
  private static final int BANDS = 12;
  private static final int WIDTH = 6;

  private final int bits;

  private ClusterPrompts(int bits) {
    this.bits = bits;
  }

  /** Groups within 2^bits partitions. */
  public static ClusterPrompts within(int bits) {
    return new ClusterPrompts(bits);
  }

  /** The prompt of a row: never {@link Id#NONE}. */
  public static Id prompt(SlimRow row) {
    return new Id(row.ref().bucket(), 1);
  }

  @Override
  public PCollection<KV<Id, Id>> expand(PCollection<SlimRow> rows) {
    return rows.apply("Prompts", ParDo.of(new KeyPrompts()))
        .setCoder(KvCoder.of(IdCoder.of(), ByteArrayCoder.of()))
        .apply("GroupPrompts", GroupPacked.within(bits))
        .apply("Distinct", ParDo.of(new OneSketch()))
        .setCoder(RecordCoder.of(Sketched.class))
        .apply("FindEarlier", FindEarlier.of(prompt -> prompt, BANDS, WIDTH, bits))
        .apply("Hops", ParDo.of(new KeyHops()))
        .setCoder(KvCoder.of(IdCoder.of(), RecordCoder.of(Hop.class)))
        .apply("GroupHops", GroupPacked.within(bits))
        .apply("SecondHop", ParDo.of(new SecondHop()))
        .setCoder(KvCoder.of(IdCoder.of(), IdCoder.of()));
  }

  /** A follower of the prompt that it is keyed by, or whom that prompt follows. */
  record Hop(Id follower, Id leader) {}

  private static final class KeyPrompts extends DoFn<SlimRow, KV<Id, byte[]>> {
    private static final int REMEMBERED = 1 << 14;

    private transient Set<Id> told;

    @StartBundle
    public void start() {
      told = new HashSet<>();
    }

    @ProcessElement
    public void key(@Element SlimRow row, OutputReceiver<KV<Id, byte[]>> out) {
      byte[] sketch = row.turnSketch();
      long hash = Hashing.wyhashFinal4().hashBytesToLong(sketch);
      // a head prompt is told once a bundle, not once a row
      if (told.add(new Id(row.ref().bucket(), hash))) {
        out.output(KV.of(prompt(row), sketch));
      }
      if (told.size() == REMEMBERED) {
        told.clear();
      }
    }
  }

  /** Prompts that differ in volatile spans alone have one key and several sketches: the least. */
  private static final class OneSketch extends DoFn<KV<Id, Iterable<byte[]>>, Sketched> {
    @ProcessElement
    public void one(@Element KV<Id, Iterable<byte[]>> prompt, OutputReceiver<Sketched> out) {
      byte[] least = null;
      for (byte[] sketch : prompt.getValue()) {
        least = least == null || Arrays.compare(sketch, least) < 0 ? sketch : least;
      }
      out.output(Sketched.prompt(prompt.getKey(), least));
    }
  }

  private static final class KeyHops extends DoFn<KV<Sketched, Id>, KV<Id, Hop>> {
    @ProcessElement
    public void key(@Element KV<Sketched, Id> follows, OutputReceiver<KV<Id, Hop>> out) {
      Id follower = follows.getKey().id();
      Id leader = follows.getValue();
      if (leader.isPresent()) {
        out.output(KV.of(follower, new Hop(Id.NONE, leader)));
        out.output(KV.of(leader, new Hop(follower, Id.NONE)));
      }
    }
  }

  private static final class SecondHop extends DoFn<KV<Id, Iterable<Hop>>, KV<Id, Id>> {
    @ProcessElement
    public void hop(@Element KV<Id, Iterable<Hop>> prompt, OutputReceiver<KV<Id, Id>> out) {
      Id leader = prompt.getKey();
      for (Hop hop : prompt.getValue()) {
        leader = hop.leader.isPresent() ? hop.leader : leader;
      }
      for (Hop hop : prompt.getValue()) {
        if (hop.follower.isPresent()) {
          out.output(KV.of(hop.follower, leader));
        }
      }
    }
  }
}
