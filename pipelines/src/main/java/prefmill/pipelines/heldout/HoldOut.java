package prefmill.pipelines.heldout;

import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import prefmill.pipelines.rows.stored.StoredRow;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.rows.Fate;
import prefmill.transforms.rows.SlimRow;
import prefmill.transforms.splits.HeldOutRules;
import prefmill.transforms.splits.HeldOutRules.Compared;

/**
 * Caps what is held out, and marks the rows whose prompts nearly copy what is held out after that;
 * the result is the slim form of all rows within the cap.
 */
public final class HoldOut extends PTransform<PCollection<StoredRow>, PCollection<SlimRow>> {
  private final HeldOutRules rules;
  private final String candidates;
  private transient List<PCollection<Fate>> fates;

  private HoldOut(HeldOutRules rules, String candidates) {
    this.rules = rules;
    this.candidates = candidates;
  }

  /** Holds out by rules; the texts of the rows are in this folder. */
  public static HoldOut by(HeldOutRules rules, Path candidates) {
    return new HoldOut(rules, candidates.toString());
  }

  /** Adds the rows beyond the cap to the list. */
  public HoldOut fatesTo(List<PCollection<Fate>> list) {
    this.fates = list;
    return this;
  }

  /** The slim form of rows where nothing is held out. */
  public static PCollection<SlimRow> nothing(PCollection<StoredRow> rows) {
    return rows.apply("Slim", ParDo.of(new Slim())).setCoder(RecordCoder.of(SlimRow.class));
  }

  @Override
  public PCollection<SlimRow> expand(PCollection<StoredRow> rows) {
    PCollection<StoredRow> within =
        rows.apply("CapHeldOut", CapHeldOut.at(rules.heldOutCap()).fatesTo(fates));
    return rules.decontaminate() == Compared.OFF
        ? nothing(within)
        : within.apply("FindCopies", FindCopies.in(candidates, rules.decontaminate()));
  }

  private static final class Slim extends DoFn<StoredRow, SlimRow> {
    @ProcessElement
    public void slim(@Element StoredRow row, OutputReceiver<SlimRow> out) {
      out.output(row.slim());
    }
  }
}
