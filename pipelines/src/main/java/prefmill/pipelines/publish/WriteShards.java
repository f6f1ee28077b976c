package prefmill.pipelines.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionView;
import prefmill.datasets.objects.Places;
import prefmill.datasets.rows.Row;
import prefmill.pipelines.rows.stored.StoredRow;
import prefmill.pipelines.rows.stored.StoredTexts;
import prefmill.pipelines.rows.stored.TextRef;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.grouping.GroupPacked;
import prefmill.transforms.keys.Id;
import prefmill.transforms.rows.Fate;
import prefmill.transforms.weights.RowWeight;

/**
 * Writes the rows that survive, sorted by row_id: a JSONL and a Parquet file for each shard.
 *
 * <p>The result holds one receipt a shard. Equal rows give equal bytes, whatever the order and the
 * parallelism.
 */
public final class WriteShards extends PTransform<PCollection<StoredRow>, PCollection<String>> {
  // at most nine tables, each of few shards of a small build
  private static final int LEAST_BITS = 5;

  private final String attempt;
  private final String candidates;
  private final transient PCollection<Fate> fates;
  private final transient List<PCollection<RowWeight>> weights;

  private final int bits;

  private WriteShards(
      String attempt,
      String candidates,
      PCollection<Fate> fates,
      List<PCollection<RowWeight>> weights,
      int bits) {
    this.attempt = attempt;
    this.candidates = candidates;
    this.bits = bits;
    this.fates = fates;
    this.weights = List.copyOf(weights);
  }

  /**
   * Writes into an attempt's folder all rows but those that have a fate.
   *
   * @param candidates where the rows' texts lie
   * @param bits rows are grouped within two to the power of bits partitions at least
   */
  public static WriteShards into(Path attempt, Path candidates, PCollection<Fate> fates, int bits) {
    return new WriteShards(
        attempt.toString(), candidates.toString(), fates, List.of(), Math.max(bits, LEAST_BITS));
  }

  /** Multiplies the weights of rows by all of these factors. */
  public WriteShards weighing(List<PCollection<RowWeight>> factors) {
    return new WriteShards(attempt, candidates, fates, factors, bits);
  }

  @Override
  public PCollection<String> expand(PCollection<StoredRow> rows) {
    PCollectionView<Map<String, Long>> bytes =
        rows.apply("CountShards", CountShards.without(fates));
    KvCoder<ShardKey, Item> coder =
        KvCoder.of(RecordCoder.of(ShardKey.class), RecordCoder.of(Item.class));
    PCollection<KV<ShardKey, Item>> texts =
        rows.apply("KeyRows", ParDo.of(new KeyRow(bytes)).withSideInputs(bytes)).setCoder(coder);
    PCollection<KV<ShardKey, Item>> dropped =
        fates.apply("KeyFates", ParDo.of(new KeyFate(bytes)).withSideInputs(bytes)).setCoder(coder);
    PCollectionList<KV<ShardKey, Item>> items = PCollectionList.of(texts).and(dropped);
    for (int i = 0; i < weights.size(); i++) {
      items =
          items.and(
              weights
                  .get(i)
                  .apply("KeyWeights" + i, ParDo.of(new KeyWeight(bytes)).withSideInputs(bytes))
                  .setCoder(coder));
    }
    return items
        .apply("Flatten", Flatten.pCollections())
        .apply("GroupShards", GroupPacked.within(bits))
        .apply("WriteShard", ParDo.of(new WriteShard(attempt, candidates)))
        .setCoder(StringUtf8Coder.of());
  }

  /** A row's text; without one a factor of its weight, or {@link #DROPPED}. */
  record Item(Id row, TextRef text, long millionths) {
    static final long DROPPED = -1;
  }

  private static final class KeyRow extends DoFn<StoredRow, KV<ShardKey, Item>> {
    private final PCollectionView<Map<String, Long>> bytes;

    KeyRow(PCollectionView<Map<String, Long>> bytes) {
      this.bytes = bytes;
    }

    @ProcessElement
    public void key(ProcessContext process) {
      StoredRow row = process.element();
      var ref = row.slim().ref();
      int shards = CountShards.shards(process.sideInput(bytes), ref);
      process.output(
          KV.of(ShardKey.of(ref, shards), new Item(ref.row(), row.text(), RowWeight.ONE)));
    }
  }

  private static final class KeyFate extends DoFn<Fate, KV<ShardKey, Item>> {
    private final PCollectionView<Map<String, Long>> bytes;

    KeyFate(PCollectionView<Map<String, Long>> bytes) {
      this.bytes = bytes;
    }

    @ProcessElement
    public void key(ProcessContext process) {
      var ref = process.element().ref();
      int shards = CountShards.shards(process.sideInput(bytes), ref);
      process.output(KV.of(ShardKey.of(ref, shards), new Item(ref.row(), null, Item.DROPPED)));
    }
  }

  private static final class KeyWeight extends DoFn<RowWeight, KV<ShardKey, Item>> {
    private final PCollectionView<Map<String, Long>> bytes;

    KeyWeight(PCollectionView<Map<String, Long>> bytes) {
      this.bytes = bytes;
    }

    @ProcessElement
    public void key(ProcessContext process) {
      RowWeight weight = process.element();
      int shards = CountShards.shards(process.sideInput(bytes), weight.ref());
      ShardKey shard = ShardKey.of(weight.ref(), shards);
      process.output(KV.of(shard, new Item(weight.ref().row(), null, weight.millionths())));
    }
  }

  private static final class WriteShard extends DoFn<KV<ShardKey, Iterable<Item>>, String> {
    private final String attempt;
    private final String candidates;

    WriteShard(String attempt, String candidates) {
      this.attempt = attempt;
      this.candidates = candidates;
    }

    @ProcessElement
    public void write(@Element KV<ShardKey, Iterable<Item>> shard, OutputReceiver<String> out)
        throws IOException {
      Set<Id> dropped = new HashSet<>();
      List<Item> items = new ArrayList<>();
      Map<Id, List<Long>> factors = new HashMap<>();
      for (Item item : shard.getValue()) {
        if (item.text == null && item.millionths == Item.DROPPED) {
          dropped.add(item.row);
        } else if (item.text == null) {
          factors.computeIfAbsent(item.row, row -> new ArrayList<>()).add(item.millionths);
        } else {
          items.add(item);
        }
      }
      items.removeIf(item -> dropped.contains(item.row));
      // in the order of the files first: neighbours in a file are read together
      items.sort(
          Comparator.comparing((Item i) -> i.text.file()).thenComparingLong(i -> i.text.offset()));
      List<Row> rows = new ArrayList<>(items.size());
      Path folder = Places.of(attempt);
      try (StoredTexts stored = StoredTexts.in(Places.of(candidates))) {
        for (Item item : items) {
          rows.add(weighed(stored.read(item.text), factors.get(item.row)));
        }
      }
      rows.sort(Comparator.comparing(Row::rowId));
      if (!rows.isEmpty()) {
        out.output(ShardFiles.write(folder, shard.getKey(), rows).json());
      }
    }

    /** The factors in the order of their size: each product is rounded. */
    private static Row weighed(Row row, List<Long> factors) {
      if (factors == null) {
        return row;
      }
      long weight = Math.round(row.weight() * RowWeight.ONE);
      factors.sort(Comparator.naturalOrder());
      for (long factor : factors) {
        weight = weight * factor / RowWeight.ONE;
      }
      return row.withWeight((double) weight / RowWeight.ONE);
    }
  }
}
