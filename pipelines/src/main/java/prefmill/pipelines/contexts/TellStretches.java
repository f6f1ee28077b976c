package prefmill.pipelines.contexts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
import prefmill.pipelines.run.Stretches;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.decisions.Addressed;

/** Gives every stretch of buckets once, with the decisions for it: few, and without text. */
public final class TellStretches
    extends PTransform<PCollection<Addressed>, PCollection<ToldStretch>> {
  private final int bits;
  private TouchedBuckets touched;

  private TellStretches(int bits) {
    this.bits = bits;
  }

  /** Two to the power of bits stretches. */
  public static TellStretches of(int bits) {
    return new TellStretches(bits);
  }

  /** Looks, too, what was touched of a log since earlier builds kept its contexts in a folder. */
  public TellStretches since(KeptBase kept, Path logFolder, Path cache) {
    this.touched = new TouchedBuckets(logFolder.toString(), cache.toString(), kept, bits);
    return this;
  }

  @Override
  public PCollection<ToldStretch> expand(PCollection<Addressed> decisions) {
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
        .apply("Told", ParDo.of(new Told(touched)))
        .setCoder(RecordCoder.of(ToldStretch.class));
  }

  private static final class KeyByStretch extends DoFn<Addressed, KV<Integer, Addressed>> {
    private final int bits;

    KeyByStretch(int bits) {
      this.bits = bits;
    }

    @ProcessElement
    public void key(@Element Addressed decision, OutputReceiver<KV<Integer, Addressed>> out) {
      out.output(KV.of(Stretches.of(decision.bucket(), bits), decision));
    }
  }

  private static final class Told extends DoFn<KV<Integer, Iterable<Addressed>>, ToldStretch> {
    private final TouchedBuckets touched;

    Told(TouchedBuckets nullableTouched) {
      this.touched = nullableTouched;
    }

    @ProcessElement
    public void tell(
        @Element KV<Integer, Iterable<Addressed>> stretch, OutputReceiver<ToldStretch> out)
        throws IOException {
      List<Addressed> decisions = new ArrayList<>();
      for (Addressed addressed : stretch.getValue()) {
        if (addressed.decision() != null) {
          decisions.add(addressed);
        }
      }
      out.output(
          new ToldStretch(
              stretch.getKey(),
              decisions,
              touched == null ? null : touched.of(stretch.getKey(), decisions)));
    }
  }
}
