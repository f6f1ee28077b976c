package prefmill.pipelines.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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
import prefmill.datasets.rows.Row;
import prefmill.pipelines.rows.StoredRow;
import prefmill.pipelines.rows.StoredTexts;
import prefmill.pipelines.rows.TextRef;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.grouping.GroupPacked;
import prefmill.transforms.keys.Id;
import prefmill.transforms.rows.Fate;

/**
 * Writes the rows that survive, sorted by row_id: a JSONL and a Parquet file for each shard.
 *
 * <p>The result holds one receipt a shard. Equal rows give equal bytes, whatever the order and the
 * parallelism.
 */
public final class WriteShards extends PTransform<PCollection<StoredRow>, PCollection<String>> {
  // at most nine tables, each of few shards
  private static final int BITS = 5;

  private final String attempt;
  private final transient PCollection<Fate> fates;

  private WriteShards(String attempt, PCollection<Fate> fates) {
    this.attempt = attempt;
    this.fates = fates;
  }

  /** Writes into an attempt's folder all rows but those that have a fate. */
  public static WriteShards into(Path attempt, PCollection<Fate> fates) {
    return new WriteShards(attempt.toString(), fates);
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
    return PCollectionList.of(texts)
        .and(dropped)
        .apply("Flatten", Flatten.pCollections())
        .apply("GroupShards", GroupPacked.within(BITS))
        .apply("WriteShard", ParDo.of(new WriteShard(attempt)))
        .setCoder(StringUtf8Coder.of());
  }

  /** A row's text; null if the row was dropped. */
  record Item(Id row, TextRef text) {}

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
      process.output(KV.of(ShardKey.of(ref, shards), new Item(ref.row(), row.text())));
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
      process.output(KV.of(ShardKey.of(ref, shards), new Item(ref.row(), null)));
    }
  }

  private static final class WriteShard extends DoFn<KV<ShardKey, Iterable<Item>>, String> {
    private final String attempt;

    WriteShard(String attempt) {
      this.attempt = attempt;
    }

    @ProcessElement
    public void write(@Element KV<ShardKey, Iterable<Item>> shard, OutputReceiver<String> out)
        throws IOException {
      Set<Id> dropped = new HashSet<>();
      List<Item> items = new ArrayList<>();
      for (Item item : shard.getValue()) {
        if (item.text == null) {
          dropped.add(item.row);
        } else {
          items.add(item);
        }
      }
      items.removeIf(item -> dropped.contains(item.row));
      // in the order of the files first: neighbours in a file are read together
      items.sort(
          Comparator.comparing((Item i) -> i.text.file()).thenComparingLong(i -> i.text.offset()));
      List<Row> rows = new ArrayList<>(items.size());
      Path folder = Path.of(attempt);
      try (StoredTexts texts = StoredTexts.in(folder.resolve(BuildFolder.CANDIDATES))) {
        for (Item item : items) {
          rows.add(texts.read(item.text));
        }
      }
      rows.sort(Comparator.comparing(Row::rowId));
      if (!rows.isEmpty()) {
        out.output(ShardFiles.write(folder, shard.getKey(), rows).json());
      }
    }
  }
}
