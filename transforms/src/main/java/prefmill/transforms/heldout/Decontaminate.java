package prefmill.transforms.heldout;

import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.rows.Fate;
import prefmill.transforms.rows.SlimRow;
import prefmill.transforms.splits.HeldOutRules;

/** Drops the rows that were found to copy a held-out prompt; the others are the result. */
public final class Decontaminate extends PTransform<PCollection<SlimRow>, PCollection<SlimRow>> {
  private static final double MILLION = 1e6;

  private final transient List<PCollection<Fate>> fates;

  private Decontaminate(List<PCollection<Fate>> fates) {
    this.fates = fates;
  }

  /** Adds the dropped rows to the list. */
  public static Decontaminate fatesTo(List<PCollection<Fate>> fates) {
    return new Decontaminate(fates);
  }

  @Override
  public PCollection<SlimRow> expand(PCollection<SlimRow> rows) {
    TupleTag<SlimRow> kept = new TupleTag<>() {};
    TupleTag<Fate> dropped = new TupleTag<>() {};
    PCollectionTuple both =
        rows.apply(
            "DropCopies",
            ParDo.of(new DropCopies(dropped)).withOutputTags(kept, TupleTagList.of(dropped)));
    fates.add(both.get(dropped).setCoder(RecordCoder.of(Fate.class)));
    return both.get(kept).setCoder(RecordCoder.of(SlimRow.class));
  }

  private static final class DropCopies extends DoFn<SlimRow, SlimRow> {
    private final TupleTag<Fate> dropped;

    DropCopies(TupleTag<Fate> dropped) {
      this.dropped = dropped;
    }

    @ProcessElement
    public void drop(@Element SlimRow row, MultiOutputReceiver out, OutputReceiver<SlimRow> kept) {
      if (row.copyOf() == null) {
        kept.output(row);
        return;
      }
      Reason reason =
          new Reason(
              Stage.DECONTAMINATE,
              "near_held_out",
              row.copyOf().jaccard() / MILLION,
              HeldOutRules.NEAR);
      out.get(dropped).output(new Fate(row.ref(), reason, row.copyOf().row()));
    }
  }
}
