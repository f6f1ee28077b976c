package prefmill.transforms.heldout;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.event.Told;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.rows.Config;
import prefmill.transforms.rows.Fate;
import prefmill.transforms.rows.HeldOutCopy;
import prefmill.transforms.rows.RowRef;
import prefmill.transforms.rows.SlimRow;
import prefmill.transforms.splits.Side;

class DecontaminateTest {
  private static SlimRow row(String name) {
    RowRef ref = new RowRef(Told.id(name), Told.id("k" + name), Config.SFT, Side.TRAIN, 1, 1);
    return new SlimRow(ref, 0, 0, List.of(), null, false, null, new byte[0], new byte[0]);
  }

  @Test
  void whatIsMarkedLeavesWithTheHeldOutRowAndTheSimilarity() {
    SlimRow clean = row("clean");
    SlimRow copy = row("copy").markedAs(new HeldOutCopy(Told.id("held"), 912_345));
    List<PCollection<Fate>> fates = new ArrayList<>();
    Pipeline pipeline = Pipeline.create();
    PCollection<SlimRow> left =
        pipeline
            .apply(Create.of(clean, copy).withCoder(RecordCoder.of(SlimRow.class)))
            .apply(Decontaminate.fatesTo(fates));
    PAssert.that(
            left.apply(MapElements.into(TypeDescriptors.strings()).via(r -> r.ref().toString())))
        .containsInAnyOrder(clean.ref().toString());
    PAssert.that(fates.get(0))
        .containsInAnyOrder(
            new Fate(
                copy.ref(),
                new Reason(Stage.DECONTAMINATE, "near_held_out", 0.912345, 0.8),
                Told.id("held")));
    pipeline.run().waitUntilFinish();
  }
}
