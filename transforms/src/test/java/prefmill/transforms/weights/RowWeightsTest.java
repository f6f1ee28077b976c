package prefmill.transforms.weights;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.keys.Id;
import prefmill.transforms.outcome.Outcomes;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.rows.Config;
import prefmill.transforms.rows.Fate;
import prefmill.transforms.rows.RowRef;
import prefmill.transforms.rows.SlimRow;
import prefmill.transforms.splits.Side;

class RowWeightsTest {
  private static final Id ADA = new Id(1, 1);
  private static final Id BEN = new Id(2, 2);
  private static final Id CLEO = new Id(3, 3);

  private static RowRef ref(int row, Side side, int longer) {
    return new RowRef(new Id(9, row), new Id(8, row), Config.PREFERENCE, side, row, 10, longer);
  }

  private static SlimRow row(RowRef ref, Id... charged) {
    byte[] sketch = new byte[0];
    return new SlimRow(ref, 0, 0, List.of(charged), null, false, null, sketch, sketch);
  }

  private static PCollection<SlimRow> rows(Pipeline pipeline, SlimRow... rows) {
    return pipeline.apply(
        "Rows", Create.of(List.of(rows)).withCoder(RecordCoder.of(SlimRow.class)));
  }

  private static PCollection<Fate> dropped(Pipeline pipeline, RowRef... refs) {
    List<Fate> fates = new ArrayList<>();
    for (RowRef ref : refs) {
      fates.add(new Fate(ref, Reason.of(Stage.CAP, "person"), Id.NONE));
    }
    return pipeline.apply("Fates", Create.of(fates).withCoder(RecordCoder.of(Fate.class)));
  }

  @Test
  void bothKindsWeighHalfOfAllButNoneMoreThanTenfold() {
    assertThat(BalanceLengths.factor(1_000_000, 1_000_000), is(1_000_000L));
    assertThat(BalanceLengths.factor(3_000_000, 1_000_000), is(666_666L));
    assertThat(BalanceLengths.factor(1_000_000, 3_000_000), is(2_000_000L));
    assertThat(BalanceLengths.factor(1, 1_000), is(10_000_000L));
    assertThat(BalanceLengths.factor(5, 0), is(1_000_000L));
    assertThat(BalanceLengths.factor(Long.MAX_VALUE / 2, Long.MAX_VALUE / 2), is(1_000_000L));
  }

  @Test
  void lengthsBalanceWithinASplitOverTheRowsThatStay() {
    RowRef gone = ref(5, Side.TRAIN, 1);
    RowRef weighed = ref(1, Side.TRAIN, 1);
    Pipeline pipeline = Pipeline.create();
    PCollection<RowWeight> earlier =
        pipeline.apply(
            "Earlier",
            Create.of(new RowWeight(weighed, 500_000)).withCoder(RecordCoder.of(RowWeight.class)));
    PCollection<RowWeight> balanced =
        rows(
                pipeline,
                row(weighed),
                row(ref(2, Side.TRAIN, 1)),
                row(ref(3, Side.TRAIN, -1)),
                row(ref(4, Side.TRAIN, 0)),
                row(gone),
                row(ref(6, Side.TEST, 1)))
            .apply(BalanceLengths.after(List.of(earlier), dropped(pipeline, gone)));
    PAssert.that(balanced)
        .containsInAnyOrder(
            new RowWeight(weighed, 833_333),
            new RowWeight(ref(2, Side.TRAIN, 1), 833_333),
            new RowWeight(ref(3, Side.TRAIN, -1), 1_250_000),
            new RowWeight(gone, 833_333),
            new RowWeight(ref(6, Side.TEST, 1), 1_000_000));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aRowWeighsTheMeanReliabilityOfItsPersons() {
    Outcomes.Gatherer said = new Outcomes.Gatherer(1);
    said.opinion(ADA, true);
    said.opinion(ADA, true);
    said.opinion(BEN, false);
    RowRef gone = ref(3, Side.TRAIN, 0);
    Pipeline pipeline = Pipeline.create();
    PCollection<Outcomes> outcomes =
        pipeline.apply(
            "Outcomes", Create.of(said.outcomes()).withCoder(RecordCoder.of(Outcomes.class)));
    PCollection<RowWeight> weighed =
        rows(
                pipeline,
                row(ref(1, Side.TRAIN, 0), ADA),
                row(ref(2, Side.TRAIN, 0), ADA, BEN, CLEO),
                row(gone, ADA),
                row(ref(4, Side.TRAIN, 0)))
            .apply(WeighReliability.by(List.of(outcomes), dropped(pipeline, gone), 1));
    PAssert.that(weighed)
        .containsInAnyOrder(
            new RowWeight(ref(1, Side.TRAIN, 0), 750_000),
            new RowWeight(ref(2, Side.TRAIN, 0), (750_000 + 333_333 + 500_000) / 3));
    pipeline.run().waitUntilFinish();
  }
}
