package prefmill.pipelines.publish;

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
import prefmill.pipelines.rows.stored.StoredRow;
import prefmill.transforms.rows.Fate;
import prefmill.transforms.rows.RowRef;

/**
 * Sums the bytes that survive by config and split, from which the number of shards follows.
 *
 * <p>The one global sum of the build: a function of the rows, not of how they were read.
 */
final class CountShards
    extends PTransform<PCollection<StoredRow>, PCollectionView<Map<String, Long>>> {
  private static final long SHARD_BYTES = 128L << 20;

  private final transient PCollection<Fate> fates;

  private CountShards(PCollection<Fate> fates) {
    this.fates = fates;
  }

  /** Without the rows that have a fate. */
  static CountShards without(PCollection<Fate> fates) {
    return new CountShards(fates);
  }

  /** The next power of two of the bytes in shards. */
  static int shards(Map<String, Long> bytes, RowRef row) {
    long full =
        Math.max(1, -Math.floorDiv(-bytes.getOrDefault(ShardKey.table(row), 0L), SHARD_BYTES));
    return Math.toIntExact(Long.highestOneBit(full) == full ? full : Long.highestOneBit(full) << 1);
  }

  @Override
  public PCollectionView<Map<String, Long>> expand(PCollection<StoredRow> rows) {
    KvCoder<String, Long> coder = KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of());
    return PCollectionList.of(rows.apply("Added", ParDo.of(new Added())).setCoder(coder))
        .and(fates.apply("Dropped", ParDo.of(new Dropped())).setCoder(coder))
        .apply("Flatten", Flatten.pCollections())
        .apply("SumBytes", Sum.longsPerKey())
        .apply("View", View.asMap());
  }

  private static final class Added extends DoFn<StoredRow, KV<String, Long>> {
    @ProcessElement
    public void add(@Element StoredRow row, OutputReceiver<KV<String, Long>> out) {
      RowRef ref = row.slim().ref();
      out.output(KV.of(ShardKey.table(ref), ref.bytes()));
    }
  }

  private static final class Dropped extends DoFn<Fate, KV<String, Long>> {
    @ProcessElement
    public void drop(@Element Fate fate, OutputReceiver<KV<String, Long>> out) {
      out.output(KV.of(ShardKey.table(fate.ref()), -fate.ref().bytes()));
    }
  }
}
