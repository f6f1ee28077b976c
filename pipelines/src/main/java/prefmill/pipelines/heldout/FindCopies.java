package prefmill.pipelines.heldout;

import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import prefmill.datasets.objects.Places;
import prefmill.pipelines.rows.stored.StoredRow;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.rows.HeldOutCopy;
import prefmill.transforms.rows.SlimRow;
import prefmill.transforms.splits.HeldOutRules.Compared;
import prefmill.transforms.splits.Side;

/**
 * Marks train rows whose prompt nearly copies one of validation or test, and validation rows whose
 * prompt nearly copies one of test; the result is the slim form of all rows.
 *
 * <p>The held-out prompts travel as a side input of some 350 bytes each, without text; each worker
 * indexes them once, and reads texts only to confirm.
 */
final class FindCopies extends PTransform<PCollection<StoredRow>, PCollection<SlimRow>> {
  private final String candidates;
  private final Compared compared;

  private FindCopies(String candidates, Compared compared) {
    this.candidates = candidates;
    this.compared = compared;
  }

  static FindCopies in(String candidates, Compared compared) {
    return new FindCopies(candidates, compared);
  }

  @Override
  public PCollection<SlimRow> expand(PCollection<StoredRow> rows) {
    PCollectionView<Iterable<HeldOutPrompt>> heldOut =
        rows.apply("HeldOutPrompts", ParDo.of(new TakeHeldOut()))
            .setCoder(RecordCoder.of(HeldOutPrompt.class))
            .apply("View", View.asIterable());
    return rows.apply(
            "Mark", ParDo.of(new Mark(candidates, compared, heldOut)).withSideInputs(heldOut))
        .setCoder(RecordCoder.of(SlimRow.class));
  }

  private static final class TakeHeldOut extends DoFn<StoredRow, HeldOutPrompt> {
    @ProcessElement
    public void take(@Element StoredRow row, OutputReceiver<HeldOutPrompt> out) {
      Side side = row.slim().ref().side();
      if (side != Side.TRAIN && row.prompt().first()) {
        out.output(new HeldOutPrompt(row.slim().ref().row(), side, row.prompt(), row.text()));
      }
    }
  }

  private static final class Mark extends DoFn<StoredRow, SlimRow> {
    private final String candidates;
    private final Compared compared;
    private final PCollectionView<Iterable<HeldOutPrompt>> view;
    private transient HeldOutPrompts heldOut;

    Mark(String candidates, Compared compared, PCollectionView<Iterable<HeldOutPrompt>> view) {
      this.candidates = candidates;
      this.compared = compared;
      this.view = view;
    }

    @ProcessElement
    public void mark(ProcessContext process) throws IOException {
      if (heldOut == null) {
        heldOut = HeldOutPrompts.of(process.sideInput(view), Places.of(candidates), compared);
      }
      SlimRow slim = process.element().slim();
      HeldOutCopy copy = heldOut.copiedBy(process.element()).orElse(null);
      process.output(copy == null ? slim : slim.markedAs(copy));
    }

    @Teardown
    public void close() throws IOException {
      if (heldOut != null) {
        heldOut.close();
      }
    }
  }
}
