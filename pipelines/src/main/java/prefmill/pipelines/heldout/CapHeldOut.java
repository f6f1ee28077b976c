package prefmill.pipelines.heldout;

import java.util.List;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Top;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import prefmill.pipelines.rows.stored.StoredRow;
import prefmill.transforms.coders.IdCoder;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.keys.Id;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.rows.Fate;
import prefmill.transforms.splits.Side;

/**
 * Holds out no more contexts than a cap, validation and test together: those with the smallest
 * stable keys, with all their rows; the result is every row but those beyond.
 *
 * <p>A context beyond the cap goes nowhere: it is not trained on either. Global state is as many
 * ids as the cap.
 */
final class CapHeldOut extends PTransform<PCollection<StoredRow>, PCollection<StoredRow>> {
  private final int cap;
  private transient List<PCollection<Fate>> fates;

  private CapHeldOut(int cap) {
    this.cap = cap;
  }

  static CapHeldOut at(int cap) {
    return new CapHeldOut(cap);
  }

  /** Adds the rows beyond the cap to the list. */
  CapHeldOut fatesTo(List<PCollection<Fate>> list) {
    this.fates = list;
    return this;
  }

  @Override
  public PCollection<StoredRow> expand(PCollection<StoredRow> rows) {
    PCollection<Id> contexts =
        rows.apply("HeldOutContexts", ParDo.of(new HeldOutContexts())).setCoder(IdCoder.of());
    PCollectionView<List<Id>> smallest =
        contexts.apply("Smallest", Top.<Id>smallest(cap).asSingletonView());
    PCollectionView<Long> inAll =
        contexts.apply("InAll", Combine.globally(Count.<Id>combineFn()).asSingletonView());
    TupleTag<StoredRow> within = new TupleTag<>() {};
    TupleTag<Fate> beyond = new TupleTag<>() {};
    PCollectionTuple both =
        rows.apply(
            "Cap",
            ParDo.of(new Cap(cap, smallest, inAll, beyond))
                .withSideInputs(smallest, inAll)
                .withOutputTags(within, TupleTagList.of(beyond)));
    fates.add(both.get(beyond).setCoder(RecordCoder.of(Fate.class)));
    return both.get(within).setCoder(RecordCoder.of(StoredRow.class));
  }

  private static boolean isHeldOut(StoredRow row) {
    return row.slim().ref().side() != Side.TRAIN;
  }

  private static final class HeldOutContexts extends DoFn<StoredRow, Id> {
    @ProcessElement
    public void tell(@Element StoredRow row, OutputReceiver<Id> out) {
      if (isHeldOut(row) && row.prompt().standsForContext()) {
        out.output(row.prompt().context());
      }
    }
  }

  private static final class Cap extends DoFn<StoredRow, StoredRow> {
    private final int cap;
    private final PCollectionView<List<Id>> smallest;
    private final PCollectionView<Long> inAll;
    private final TupleTag<Fate> beyond;

    Cap(
        int cap,
        PCollectionView<List<Id>> smallest,
        PCollectionView<Long> inAll,
        TupleTag<Fate> beyond) {
      this.cap = cap;
      this.smallest = smallest;
      this.inAll = inAll;
      this.beyond = beyond;
    }

    @ProcessElement
    public void cap(ProcessContext process) {
      StoredRow row = process.element();
      long contexts = isHeldOut(row) ? process.sideInput(inAll) : 0;
      if (contexts <= cap
          || process.sideInput(smallest).get(cap - 1).compareTo(row.prompt().context()) >= 0) {
        process.output(row);
        return;
      }
      Reason reason = new Reason(Stage.SPLIT, "held_out_cap", (double) contexts, (double) cap);
      process.output(beyond, new Fate(row.slim().ref(), reason, Id.NONE));
    }
  }
}
