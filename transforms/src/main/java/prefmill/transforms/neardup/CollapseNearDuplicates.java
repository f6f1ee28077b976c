package prefmill.transforms.neardup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
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
import prefmill.transforms.rows.SlimRow;

/**
 * Keeps one of each near-identical group, across persons and contexts, within a side and a config.
 *
 * <p>A row is dropped if it is a confirmed near-duplicate of one of the eight first rows (by
 * evidence, time, stable key) of some band of its sketch; so who is dropped does not depend on any
 * order of arrival. Cost: sixteen records of some 300 bytes a row, two shuffles. MinHash: Broder
 * 1997; banding: Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", chapter 3.
 */
public final class CollapseNearDuplicates
    extends PTransform<PCollection<SlimRow>, PCollection<SlimRow>> {
  private static final int BANDS = 16;
  private static final int ROWS = 7;
  // sixteen records a row: sixteen times the partitions
  private static final int BAND_BITS = 4;
  private static final int FIRST = 8;
  private static final Reason COLLAPSED = Reason.of(Stage.NEAR_DUPLICATE, "collapsed");

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
    KvCoder<Id, Claim> byRow = KvCoder.of(IdCoder.of(), RecordCoder.of(Claim.class));
    PCollection<KV<Id, Claim>> losses =
        rows.apply("Bands", ParDo.of(new KeyBands()))
            .setCoder(KvCoder.of(IdCoder.of(), RecordCoder.of(SlimRow.class)))
            .apply("GroupBands", GroupPacked.within(bits + BAND_BITS))
            .apply("Confirm", ParDo.of(new Confirm()))
            .setCoder(byRow);
    PCollection<KV<Id, Claim>> all = rows.apply("Rows", ParDo.of(new KeyRows())).setCoder(byRow);
    TupleTag<SlimRow> kept = new TupleTag<>() {};
    TupleTag<Fate> dropped = new TupleTag<>() {};
    PCollectionTuple decided =
        PCollectionList.of(all)
            .and(losses)
            .apply("Flatten", Flatten.pCollections())
            .apply("GroupRows", GroupPacked.within(bits))
            .apply(
                "Decide",
                ParDo.of(new Decide(dropped)).withOutputTags(kept, TupleTagList.of(dropped)));
    fates.add(decided.get(dropped).setCoder(RecordCoder.of(Fate.class)));
    return decided.get(kept).setCoder(RecordCoder.of(SlimRow.class));
  }

  /** A row itself, or the winner it lost to; the other is null. */
  record Claim(SlimRow row, Id winner) {}

  private static final class KeyBands extends DoFn<SlimRow, KV<Id, SlimRow>> {
    @ProcessElement
    public void key(@Element SlimRow row, OutputReceiver<KV<Id, SlimRow>> out) {
      long[] bands = Sketch.bands(row.sketch(), BANDS, ROWS);
      String scope = row.ref().config() + "/" + row.ref().side();
      for (int band = 0; band < BANDS; band++) {
        out.output(KV.of(new Id(bands[band], (long) scope.hashCode() << 8 | band), row));
      }
    }
  }

  private static final class KeyRows extends DoFn<SlimRow, KV<Id, Claim>> {
    @ProcessElement
    public void key(@Element SlimRow row, OutputReceiver<KV<Id, Claim>> out) {
      out.output(KV.of(row.ref().row(), new Claim(row, Id.NONE)));
    }
  }

  private static final class Confirm extends DoFn<KV<Id, Iterable<SlimRow>>, KV<Id, Claim>> {
    @ProcessElement
    public void confirm(
        @Element KV<Id, Iterable<SlimRow>> band, OutputReceiver<KV<Id, Claim>> out) {
      List<SlimRow> rows = new ArrayList<>();
      band.getValue().forEach(rows::add);
      if (rows.size() == 1) {
        return;
      }
      rows.sort(SlimRow.ORDER);
      List<SlimRow> first = new ArrayList<>(FIRST);
      for (SlimRow row : rows) {
        for (SlimRow winner : first) {
          if (nearDuplicate(row, winner)) {
            out.output(KV.of(row.ref().row(), new Claim(null, winner.ref().row())));
            break;
          }
        }
        // equal sketches stand for one: else copies of one row would fill all the places
        if (first.size() < FIRST && first.stream().noneMatch(f -> sameSketch(f, row))) {
          first.add(row);
        }
      }
    }

    private static boolean nearDuplicate(SlimRow a, SlimRow b) {
      return Sketch.nearDuplicate(a.sketch(), a.turnSketch(), b.sketch(), b.turnSketch());
    }

    private static boolean sameSketch(SlimRow a, SlimRow b) {
      return Arrays.equals(a.sketch(), b.sketch()) && Arrays.equals(a.turnSketch(), b.turnSketch());
    }
  }

  private static final class Decide extends DoFn<KV<Id, Iterable<Claim>>, SlimRow> {
    private final TupleTag<Fate> dropped;

    Decide(TupleTag<Fate> dropped) {
      this.dropped = dropped;
    }

    @ProcessElement
    public void decide(ProcessContext process) {
      SlimRow row = null;
      Id winner = Id.NONE;
      for (Claim claim : process.element().getValue()) {
        if (claim.row != null) {
          row = claim.row;
        } else if (!winner.isPresent() || claim.winner.compareTo(winner) < 0) {
          winner = claim.winner;
        }
      }
      if (winner.isPresent()) {
        process.output(dropped, new Fate(row.ref(), COLLAPSED, winner));
      } else {
        process.output(row);
      }
    }
  }
}
