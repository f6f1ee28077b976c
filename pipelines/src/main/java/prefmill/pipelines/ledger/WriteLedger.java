package prefmill.pipelines.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionView;
import prefmill.datasets.objects.Places;
import prefmill.pipelines.run.Stretches;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.grouping.GroupPacked;
import prefmill.transforms.keys.Id;
import prefmill.transforms.outcome.DeadLetter;
import prefmill.transforms.outcome.Outcomes;
import prefmill.transforms.rows.Fate;

/**
 * Writes what became of every event: one row an event, sorted by event_id within each file.
 *
 * <p>The result holds one receipt a file; files are a power of two of the events / 4 million. As a
 * file does not fit into every worker's memory, stretches of it are sorted first, then merged.
 */
public final class WriteLedger extends PTransform<PCollectionList<Outcomes>, PCollection<String>> {
  private static final long EVENTS_PER_FILE = 4_000_000;

  private final String scratch;
  private final transient PCollection<Fate> fates;
  private final transient PCollection<DeadLetter> deadLetters;
  private final PCollectionView<Long> events;
  private final int bits;

  private WriteLedger(
      String scratch,
      PCollection<Fate> fates,
      PCollection<DeadLetter> deadLetters,
      PCollectionView<Long> events,
      int bits) {
    this.bits = bits;
    this.scratch = scratch;
    this.fates = fates;
    this.deadLetters = deadLetters;
    this.events = events;
  }

  /**
   * Writes into a scratch folder.
   *
   * @param events how many there are
   * @param bits they are balanced in two to the power of bits stretches, of which each fits into a
   *     worker's memory
   */
  public static WriteLedger into(
      Path scratch,
      PCollection<Fate> fates,
      PCollection<DeadLetter> deadLetters,
      PCollectionView<Long> events,
      int bits) {
    return new WriteLedger(scratch.toString(), fates, deadLetters, events, bits);
  }

  @Override
  public PCollection<String> expand(PCollectionList<Outcomes> outcomes) {
    PCollection<Outcomes> said = outcomes.apply("FlattenOutcomes", Flatten.pCollections());
    return PCollectionList.of(keyed(said, "KeyOutcomes", Outcomes::bucket, LedgerItem::of))
        .and(keyed(fates, "KeyFates", f -> f.ref().bucket(), LedgerItem::of))
        .and(keyed(deadLetters, "KeyDead", d -> Id.parse(d.id()).hi(), LedgerItem::of))
        .apply("Flatten", Flatten.pCollections())
        .apply("GroupStretches", GroupPacked.within(bits))
        .apply("BalanceStretch", ParDo.of(new BalanceStretch(scratch)))
        .setCoder(KvCoder.of(VarIntCoder.of(), StringUtf8Coder.of()))
        .apply("GroupFiles", GroupByKey.create())
        .apply("MergeStretches", ParDo.of(new MergeStretches(scratch)))
        .setCoder(StringUtf8Coder.of());
  }

  private <T> PCollection<KV<Long, LedgerItem>> keyed(
      PCollection<T> items,
      String name,
      SerializableFunction<T, Long> bucket,
      SerializableFunction<T, LedgerItem> item) {
    return items
        .apply(
            name, ParDo.of(new KeyByStretch<>(events, bits, bucket, item)).withSideInputs(events))
        .setCoder(KvCoder.of(VarLongCoder.of(), RecordCoder.of(LedgerItem.class)));
  }

  /** So many leading bits of its bucket say in which file an event's line is. */
  private static int fileBits(long events) {
    long files = 1 + (events - 1) / EVENTS_PER_FILE;
    return files <= 1 ? 0 : 64 - Long.numberOfLeadingZeros(files - 1);
  }

  /** A stretch lies in one file: it has the file's bits, and more. */
  private static final class KeyByStretch<T> extends DoFn<T, KV<Long, LedgerItem>> {
    private final PCollectionView<Long> events;
    private final int bits;
    private final SerializableFunction<T, Long> bucket;
    private final SerializableFunction<T, LedgerItem> item;

    KeyByStretch(
        PCollectionView<Long> events,
        int bits,
        SerializableFunction<T, Long> bucket,
        SerializableFunction<T, LedgerItem> item) {
      this.events = events;
      this.bits = bits;
      this.bucket = bucket;
      this.item = item;
    }

    @ProcessElement
    public void key(ProcessContext process) {
      int fileBits = fileBits(process.sideInput(events));
      long place = bucket.apply(process.element());
      long file = Stretches.of(place, fileBits);
      long stretch = Stretches.of(place, Math.max(bits, fileBits));
      process.output(KV.of(file << 32 | stretch, item.apply(process.element())));
    }
  }

  /** Balances a stretch in memory and leaves it sorted in a file. */
  private static final class BalanceStretch
      extends DoFn<KV<Long, Iterable<LedgerItem>>, KV<Integer, String>> {
    private final String scratch;

    BalanceStretch(String scratch) {
      this.scratch = scratch;
    }

    @ProcessElement
    public void balance(
        @Element KV<Long, Iterable<LedgerItem>> stretch, OutputReceiver<KV<Integer, String>> out)
        throws IOException {
      LedgerShard shard = new LedgerShard();
      stretch.getValue().forEach(shard::add);
      int file = (int) (stretch.getKey() >>> 32);
      out.output(KV.of(file, LedgerRun.write(Places.of(scratch), shard.lines())));
    }
  }

  /** Merges the sorted stretches of a file; a line of each is in memory. */
  private static final class MergeStretches extends DoFn<KV<Integer, Iterable<String>>, String> {
    private final String scratch;

    MergeStretches(String scratch) {
      this.scratch = scratch;
    }

    @ProcessElement
    public void merge(@Element KV<Integer, Iterable<String>> file, OutputReceiver<String> out)
        throws IOException {
      Path folder = Places.of(scratch);
      PriorityQueue<LedgerRun> runs =
          new PriorityQueue<>(Comparator.comparing(LedgerRun::current, LedgerLine.ORDER));
      List<LedgerRun> open = new ArrayList<>();
      try (LedgerFile written = LedgerFile.begin()) {
        for (String path : file.getValue()) {
          LedgerRun run = LedgerRun.open(folder.resolve(path));
          open.add(run);
          if (run.current() != null) {
            runs.add(run);
          }
        }
        for (LedgerRun least = runs.poll(); least != null; least = runs.poll()) {
          written.add(least.current());
          least.advance();
          if (least.current() != null) {
            runs.add(least);
          }
        }
        out.output(written.finish(folder, file.getKey()).json());
      } finally {
        for (LedgerRun run : open) {
          run.close();
        }
      }
    }
  }
}
