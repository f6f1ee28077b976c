package prefmill.pipelines.statistics;

import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import prefmill.transforms.outcome.Outcomes;

/** Adds up what the steps count; the result holds a receipt for each number. */
public final class SumTallies extends PTransform<PCollectionList<Outcomes>, PCollection<String>> {
  private SumTallies() {}

  /** The tallies of all steps. */
  public static SumTallies ofSteps() {
    return new SumTallies();
  }

  @Override
  public PCollection<String> expand(PCollectionList<Outcomes> outcomes) {
    return outcomes
        .apply("Flatten", Flatten.pCollections())
        .apply("Tallies", ParDo.of(new EachTally()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of()))
        .apply("Sum", Sum.longsPerKey())
        .apply("Receipt", ParDo.of(new Receipt()))
        .setCoder(StringUtf8Coder.of());
  }

  private static final class EachTally extends DoFn<Outcomes, KV<String, Long>> {
    @ProcessElement
    public void each(@Element Outcomes outcomes, OutputReceiver<KV<String, Long>> out) {
      outcomes.tallies().forEach(tally -> out.output(KV.of(tally.name(), tally.count())));
    }
  }

  private static final class Receipt extends DoFn<KV<String, Long>, String> {
    @ProcessElement
    public void receipt(@Element KV<String, Long> sum, OutputReceiver<String> out) {
      out.output(new TallyReceipt(TallyReceipt.KIND, sum.getKey(), sum.getValue()).json());
    }
  }
}
