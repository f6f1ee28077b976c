package prefmill.transforms.neardup;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import prefmill.transforms.coders.IdCoder;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.grouping.GroupPacked;
import prefmill.transforms.keys.Id;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.rows.Fate;
import prefmill.transforms.rows.RowRef;
import prefmill.transforms.rows.SlimRow;

/**
 * Keeps one of each near-identical group, across persons and contexts, within a side and a config.
 *
 * <p>Of rows with equal sketches the first (by evidence, time, stable key) stays. Of the rest a row
 * is dropped if it is a confirmed near-duplicate of one of the eight first of some band of its
 * sketch, 16 bands of 7 bytes; so who is dropped does not depend on any order of arrival. MinHash:
 * Broder 1997; banding: Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", chapter 3.
 */
public final class CollapseNearDuplicates
    extends PTransform<PCollection<SlimRow>, PCollection<SlimRow>> {
  private static final int BANDS = 16;
  private static final int WIDTH = 7;
  private static final Reason COLLAPSED = Reason.of(Stage.NEAR_DUPLICATE, "collapsed");
  private static final TupleTag<SlimRow> KEPT = new TupleTag<>("kept") {};
  private static final TupleTag<Fate> DROPPED = new TupleTag<>("dropped") {};

  private final int bits;
  private transient List<PCollection<Fate>> fates;

  private CollapseNearDuplicates(int bits) {
    this.bits = bits;
  }

  /** Groups within 2^bits partitions. */
  public static CollapseNearDuplicates within(int bits) {
    return new CollapseNearDuplicates(bits);
  }

  /** Adds the dropped rows to the list. */
  public CollapseNearDuplicates fatesTo(List<PCollection<Fate>> list) {
    this.fates = list;
    return this;
  }

  @Override
  public PCollection<SlimRow> expand(PCollection<SlimRow> rows) {
    PCollection<SlimRow> distinct =
        dropping(
            "Equal",
            rows.apply("Sketches", ParDo.of(new KeySketches()))
                .setCoder(KvCoder.of(IdCoder.of(), RecordCoder.of(SlimRow.class)))
                .apply("GroupSketches", GroupPacked.within(bits)),
            new KeepFirst());
    return dropping(
        "Near",
        distinct.apply(
            "FindEarlier", FindEarlier.of(CollapseNearDuplicates::sketched, BANDS, WIDTH, bits)),
        new Decide());
  }

  private <T> PCollection<SlimRow> dropping(
      String name, PCollection<T> groups, DoFn<T, SlimRow> decision) {
    PCollectionTuple decided =
        groups.apply(name, ParDo.of(decision).withOutputTags(KEPT, TupleTagList.of(DROPPED)));
    fates.add(decided.get(DROPPED).setCoder(RecordCoder.of(Fate.class)));
    return decided.get(KEPT).setCoder(RecordCoder.of(SlimRow.class));
  }

  private static Fate lost(RowRef row, Id winner) {
    return new Fate(row, COLLAPSED, winner);
  }

  private static final class KeySketches extends DoFn<SlimRow, KV<Id, SlimRow>> {
    private static final Hasher128 HASHER = Hashing.murmur3_128();

    @ProcessElement
    public void key(@Element SlimRow row, OutputReceiver<KV<Id, SlimRow>> out) {
      HashValue128 hash =
          HASHER
              .hashStream()
              .putInt(scope(row))
              .putByteArray(row.sketch())
              .putByteArray(row.turnSketch())
              .get();
      out.output(KV.of(new Id(hash.getMostSignificantBits(), hash.getLeastSignificantBits()), row));
    }
  }

  private static final class KeepFirst extends DoFn<KV<Id, Iterable<SlimRow>>, SlimRow> {
    @ProcessElement
    public void keep(@Element KV<Id, Iterable<SlimRow>> equal, MultiOutputReceiver out) {
      SlimRow first = null;
      for (SlimRow row : equal.getValue()) {
        if (first == null || SlimRow.ORDER.compare(row, first) < 0) {
          first = row;
        }
      }
      out.get(KEPT).output(first);
      for (SlimRow row : equal.getValue()) {
        if (!row.ref().row().equals(first.ref().row())) {
          out.get(DROPPED).output(lost(row.ref(), first.ref().row()));
        }
      }
    }
  }

  private static Sketched sketched(SlimRow row) {
    RowRef ref = row.ref();
    return new Sketched(
        ref.row(),
        scope(row),
        row.rank(),
        row.createdAt(),
        ref.stable(),
        row.sketch(),
        row.turnSketch());
  }

  @SuppressWarnings("EnumOrdinal") // lives no longer than the run
  private static int scope(SlimRow row) {
    return row.ref().config().ordinal() * 16 + row.ref().side().ordinal();
  }

  private static final class Decide extends DoFn<KV<SlimRow, Id>, SlimRow> {
    @ProcessElement
    public void decide(@Element KV<SlimRow, Id> row, MultiOutputReceiver out) {
      if (row.getValue().isPresent()) {
        out.get(DROPPED).output(lost(row.getKey().ref(), row.getValue()));
      } else {
        out.get(KEPT).output(row.getKey());
      }
    }
  }
}
