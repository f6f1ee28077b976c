package prefmill.pipelines.ledger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionView;
import prefmill.datasets.canonical.LedgerHash;
import prefmill.datasets.canonical.LedgerJson;
import prefmill.datasets.manifest.Counts;
import prefmill.datasets.objects.Places;
import prefmill.datasets.parquet.LedgerParquet;
import prefmill.pipelines.ingest.DeadLetterJson;
import prefmill.pipelines.publish.PartFile;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.grouping.GroupPacked;
import prefmill.transforms.keys.Id;
import prefmill.transforms.outcome.DeadLetter;
import prefmill.transforms.outcome.Outcomes;
import prefmill.transforms.rows.Fate;

/**
 * Writes what became of every event: one row an event, sorted by event_id within stretches of
 * buckets.
 *
 * <p>The result holds one receipt a stretch; stretches are a power of two of the events / 4
 * million.
 */
public final class WriteLedger extends PTransform<PCollectionList<Outcomes>, PCollection<String>> {
  private static final long EVENTS_PER_FILE = 4_000_000;
  private static final int BITS = 4;

  private final String scratch;
  private final transient PCollection<Fate> fates;
  private final transient PCollection<DeadLetter> deadLetters;
  private final PCollectionView<Long> events;

  private WriteLedger(
      String scratch,
      PCollection<Fate> fates,
      PCollection<DeadLetter> deadLetters,
      PCollectionView<Long> events) {
    this.scratch = scratch;
    this.fates = fates;
    this.deadLetters = deadLetters;
    this.events = events;
  }

  /** Writes into a scratch folder; events is how many there are. */
  public static WriteLedger into(
      Path scratch,
      PCollection<Fate> fates,
      PCollection<DeadLetter> deadLetters,
      PCollectionView<Long> events) {
    return new WriteLedger(scratch.toString(), fates, deadLetters, events);
  }

  @Override
  public PCollection<String> expand(PCollectionList<Outcomes> outcomes) {
    PCollection<Outcomes> said = outcomes.apply("FlattenOutcomes", Flatten.pCollections());
    return PCollectionList.of(keyed(said, "KeyOutcomes", Outcomes::bucket, LedgerItem::of))
        .and(keyed(fates, "KeyFates", f -> f.ref().bucket(), LedgerItem::of))
        .and(keyed(deadLetters, "KeyDead", d -> Id.parse(d.id()).hi(), LedgerItem::of))
        .apply("Flatten", Flatten.pCollections())
        .apply("GroupStretches", GroupPacked.within(BITS))
        .apply("WriteStretch", ParDo.of(new WriteStretch(scratch)))
        .setCoder(StringUtf8Coder.of());
  }

  private <T> PCollection<KV<Integer, LedgerItem>> keyed(
      PCollection<T> items,
      String name,
      SerializableFunction<T, Long> bucket,
      SerializableFunction<T, LedgerItem> item) {
    return items
        .apply(name, ParDo.of(new KeyByStretch<>(events, bucket, item)).withSideInputs(events))
        .setCoder(KvCoder.of(VarIntCoder.of(), RecordCoder.of(LedgerItem.class)));
  }

  private static final class KeyByStretch<T> extends DoFn<T, KV<Integer, LedgerItem>> {
    private final PCollectionView<Long> events;
    private final SerializableFunction<T, Long> bucket;
    private final SerializableFunction<T, LedgerItem> item;

    KeyByStretch(
        PCollectionView<Long> events,
        SerializableFunction<T, Long> bucket,
        SerializableFunction<T, LedgerItem> item) {
      this.events = events;
      this.bucket = bucket;
      this.item = item;
    }

    @ProcessElement
    public void key(ProcessContext process) {
      long files = 1 + (process.sideInput(events) - 1) / EVENTS_PER_FILE;
      int bits = files <= 1 ? 0 : 64 - Long.numberOfLeadingZeros(files - 1);
      long place = bucket.apply(process.element());
      process.output(
          KV.of(bits == 0 ? 0 : (int) (place >>> (64 - bits)), item.apply(process.element())));
    }
  }

  private static final class WriteStretch extends DoFn<KV<Integer, Iterable<LedgerItem>>, String> {
    private final String scratch;

    WriteStretch(String scratch) {
      this.scratch = scratch;
    }

    @ProcessElement
    public void write(
        @Element KV<Integer, Iterable<LedgerItem>> stretch, OutputReceiver<String> out)
        throws IOException {
      LedgerShard shard = new LedgerShard();
      stretch.getValue().forEach(shard::add);
      LedgerShard.Balance balance = shard.balance();
      Path folder = Places.of(scratch);
      out.output(
          new LedgerReceipt(
                  LedgerReceipt.KIND,
                  stretch.getKey(),
                  PartFile.write(
                      folder,
                      "parquet",
                      balance.entries().size(),
                      LedgerParquet.write(balance.entries())),
                  LedgerHash.ofFile(balance.entries()),
                  lines(folder, balance.rejections(), LedgerJson::bytes),
                  lines(
                      folder,
                      balance.deadLetters(),
                      d -> DeadLetterJson.write(d).getBytes(StandardCharsets.UTF_8)),
                  Counts.of(balance.entries()))
              .json());
    }

    private static <T> PartFile lines(Path folder, List<T> items, Function<T, byte[]> json)
        throws IOException {
      if (items.isEmpty()) {
        return null;
      }
      ByteArrayOutputStream lines = new ByteArrayOutputStream();
      for (T item : items) {
        lines.write(json.apply(item));
        lines.write('\n');
      }
      return PartFile.write(folder, "jsonl", items.size(), lines.toByteArray());
    }
  }
}
