package prefmill.transforms.weights;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionView;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.rows.Config;
import prefmill.transforms.rows.Fate;
import prefmill.transforms.rows.RowRef;
import prefmill.transforms.rows.SlimRow;

/**
 * Weighs preference rows so that in each split those whose chosen answer is longer and those whose
 * chosen answer is shorter have the same total weight, each half of what both have together.
 *
 * <p>No row is weighed more than tenfold, so that few rows do not speak for all: beyond that the
 * totals differ. Rows of equal length, and splits that lack one kind, stay as they are. Against
 * length bias, see Singhal et al. 2023. Cost: a sum of six numbers.
 */
public final class BalanceLengths extends PTransform<PCollection<SlimRow>, PCollection<RowWeight>> {
  private static final long GREATEST = 10 * RowWeight.ONE;

  private final transient PCollection<Fate> fates;
  private final transient List<PCollection<RowWeight>> weights;

  private BalanceLengths(PCollection<Fate> fates, List<PCollection<RowWeight>> weights) {
    this.fates = fates;
    this.weights = List.copyOf(weights);
  }

  /** Balances all rows but those that have a fate, after other factors, of rows without one. */
  public static BalanceLengths after(
      List<PCollection<RowWeight>> weights, PCollection<Fate> fates) {
    return new BalanceLengths(fates, weights);
  }

  /** The factor, in millionths, of a kind that weighs so much beside the other kind. */
  static long factor(long own, long other) {
    if (own <= 0 || other <= 0) {
      return RowWeight.ONE;
    }
    BigInteger half = BigInteger.valueOf(own).add(BigInteger.valueOf(other));
    return half.multiply(BigInteger.valueOf(RowWeight.ONE))
        .divide(BigInteger.valueOf(own).shiftLeft(1))
        .min(BigInteger.valueOf(GREATEST))
        .longValueExact();
  }

  @Override
  public PCollection<RowWeight> expand(PCollection<SlimRow> rows) {
    KvCoder<String, Long> coder = KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of());
    PCollectionList<KV<String, Long>> parts =
        PCollectionList.of(rows.apply("Added", ParDo.of(new Added())).setCoder(coder))
            .and(fates.apply("Dropped", ParDo.of(new Dropped())).setCoder(coder));
    for (int i = 0; i < weights.size(); i++) {
      parts =
          parts.and(weights.get(i).apply("Weighed" + i, ParDo.of(new Weighed())).setCoder(coder));
    }
    PCollectionView<Map<String, Long>> sums =
        parts
            .apply("Flatten", Flatten.pCollections())
            .apply("SumWeights", Sum.longsPerKey())
            .apply("View", View.asMap());
    return rows.apply("Weigh", ParDo.of(new Weigh(sums)).withSideInputs(sums))
        .setCoder(RecordCoder.of(RowWeight.class));
  }

  private static boolean counts(RowRef ref) {
    return ref.config() == Config.PREFERENCE && ref.longer() != 0;
  }

  private static String kind(RowRef ref, int longer) {
    return ref.side() + "/" + longer;
  }

  private static void add(RowRef ref, long weight, DoFn.OutputReceiver<KV<String, Long>> out) {
    if (counts(ref)) {
      out.output(KV.of(kind(ref, ref.longer()), weight));
    }
  }

  private static final class Added extends DoFn<SlimRow, KV<String, Long>> {
    @ProcessElement
    public void add(@Element SlimRow row, OutputReceiver<KV<String, Long>> out) {
      BalanceLengths.add(row.ref(), RowWeight.ONE, out);
    }
  }

  private static final class Dropped extends DoFn<Fate, KV<String, Long>> {
    @ProcessElement
    public void drop(@Element Fate fate, OutputReceiver<KV<String, Long>> out) {
      // what the held-out cap drops was never added
      if (fate.reason().stage() != Stage.SPLIT) {
        BalanceLengths.add(fate.ref(), -RowWeight.ONE, out);
      }
    }
  }

  private static final class Weighed extends DoFn<RowWeight, KV<String, Long>> {
    @ProcessElement
    public void weigh(@Element RowWeight row, OutputReceiver<KV<String, Long>> out) {
      BalanceLengths.add(row.ref(), row.millionths() - RowWeight.ONE, out);
    }
  }

  private static final class Weigh extends DoFn<SlimRow, RowWeight> {
    private final PCollectionView<Map<String, Long>> sums;

    Weigh(PCollectionView<Map<String, Long>> sums) {
      this.sums = sums;
    }

    @ProcessElement
    public void weigh(ProcessContext process) {
      RowRef ref = process.element().ref();
      if (counts(ref)) {
        Map<String, Long> weights = process.sideInput(sums);
        long own = weights.getOrDefault(kind(ref, ref.longer()), 0L);
        long other = weights.getOrDefault(kind(ref, -ref.longer()), 0L);
        process.output(new RowWeight(ref, factor(own, other)));
      }
    }
  }
}
