package prefmill.pipelines.heldout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;
import prefmill.pipelines.rows.stored.StoredRow;
import prefmill.pipelines.rows.stored.TextRef;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.heldout.PromptPrint;
import prefmill.transforms.keys.Id;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.rows.Config;
import prefmill.transforms.rows.Fate;
import prefmill.transforms.rows.RowRef;
import prefmill.transforms.rows.SlimRow;
import prefmill.transforms.splits.Side;

class CapHeldOutTest {
  /** Contexts 0 to 5, of which 4 and 5 are trained on; two rows each. */
  private static List<StoredRow> rows() {
    List<StoredRow> rows = new ArrayList<>();
    for (int context = 0; context < 6; context++) {
      Side side = context > 3 ? Side.TRAIN : context % 2 == 0 ? Side.TEST : Side.VALIDATION;
      // the order of keys is not that of the contexts
      Id key = new Id(context * 5 % 6, context);
      for (int row = 0; row < 2; row++) {
        RowRef ref = new RowRef(new Id(context, row), key, Config.SFT, side, 0, 1);
        SlimRow slim =
            new SlimRow(ref, 0, 0, List.of(), null, false, null, new byte[0], new byte[0]);
        PromptPrint print = new PromptPrint(key, 0, row == 0, null, null);
        rows.add(new StoredRow(slim, new TextRef("none", 0, 0, 0), print));
      }
    }
    return rows;
  }

  private static void expect(int cap, List<StoredRow> beyond) {
    List<StoredRow> within = new ArrayList<>(rows());
    within.removeIf(row -> beyond.stream().anyMatch(b -> b.slim().ref().equals(row.slim().ref())));
    List<PCollection<Fate>> fates = new ArrayList<>();
    Pipeline pipeline = Pipeline.create();
    PCollection<StoredRow> left =
        pipeline
            .apply(Create.of(rows()).withCoder(RecordCoder.of(StoredRow.class)))
            .apply(CapHeldOut.at(cap).fatesTo(fates));
    PAssert.that(
            left.apply(
                MapElements.into(TypeDescriptors.strings()).via(r -> r.slim().ref().toString())))
        .containsInAnyOrder(within.stream().map(r -> r.slim().ref().toString()).toList());
    Reason reason = new Reason(Stage.SPLIT, "held_out_cap", 4.0, (double) cap);
    if (beyond.isEmpty()) {
      PAssert.that(fates.get(0)).empty();
    } else {
      PAssert.that(fates.get(0))
          .containsInAnyOrder(
              beyond.stream().map(r -> new Fate(r.slim().ref(), reason, Id.NONE)).toList());
    }
    pipeline.run().waitUntilFinish();
  }

  @Test
  void theSmallestKeysStayHeldOutWithAllTheirRows() {
    List<StoredRow> heldOut =
        rows().stream()
            .filter(row -> row.slim().ref().side() != Side.TRAIN)
            .sorted(Comparator.comparing(row -> row.prompt().context()))
            .toList();
    expect(3, heldOut.subList(6, 8));
    expect(1, heldOut.subList(2, 8));
  }

  @Test
  void withinTheCapNothingIsRefused() {
    expect(4, List.of());
  }
}
