package prefmill.transforms.context;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;
import prefmill.transforms.check.CheckPairs;
import prefmill.transforms.check.CheckQuality;
import prefmill.transforms.check.Flow;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.event.Told;
import prefmill.transforms.outcome.Outcomes;
import prefmill.transforms.pairs.PairPreferences;
import prefmill.transforms.pairs.PairedContext;
import prefmill.transforms.quality.QualityRules;
import prefmill.transforms.splits.AssignSide;
import prefmill.transforms.votes.SettleVotes;

/** The steps over contexts as Beam runs them: each carries its result and what it says. */
class DropDuplicatesTest {
  @Test
  void andTheStepsAfterItSayWhatTheRulesSay() {
    MaskedEvent[] events = {
      Told.of("e1", "u").on("m").at(1).down("Ask somebody else, I cannot help you there."),
      Told.of("e2", "u")
          .on("m")
          .at(2)
          .corrects(
              "Ask somebody else, I cannot help you there.",
              "Open the settings page and choose a new password."),
      Told.of("e3", "v").on("m3").at(Long.MAX_VALUE).up("x"),
      Told.of("e4", "w").on("m4").at(3).up("y"),
      Told.of("e5", "w").on("m5").at(3).consent(false).up("z"),
      Told.of("e6", "w").on("m6").at(4).neutral("Whatever it is that you may want to know."),
    };
    QualityRules quality = QualityRules.defaults();
    Flow flow = Flow.PLAIN.strict();
    Flow.Ended expected = flow.run(events);
    Pipeline pipeline = Pipeline.create();
    List<PCollection<Outcomes>> said = new ArrayList<>();
    Context context = new Context(Told.CONTEXT, Told.BUCKET, List.of(events), List.of());
    PCollection<PairedContext> rows =
        pipeline
            .apply(Create.of(List.of(context)).withCoder(RecordCoder.of(Context.class)))
            .apply(DropDuplicates.asOf(Flow.CLOCK).outcomesTo(said))
            .apply(AssignSide.by(flow.splits(), Told::hash).outcomesTo(said))
            .apply(SettleVotes.by(flow.votes(), 0.5, Told::hash).outcomesTo(said))
            .apply(CheckQuality.by(quality).outcomesTo(said))
            .apply(PairPreferences.by(flow.pairs(), Told::hash).outcomesTo(said))
            .apply(CheckPairs.by(quality).outcomesTo(said));
    PAssert.that(rows).containsInAnyOrder(expected.rows());
    PAssert.that(said.get(0)).containsInAnyOrder(only(expected, "e3"));
    PAssert.that(said.get(1)).containsInAnyOrder(only(expected, "e5"));
    PAssert.that(said.get(2)).containsInAnyOrder(only(expected, "e6"));
    PAssert.that(said.get(3)).containsInAnyOrder(only(expected, "e4"));
    PAssert.that(said.get(4)).empty();
    PAssert.that(said.get(5))
        .containsInAnyOrder(
            new Outcomes(Told.BUCKET, List.of(), expected.outcomes().uses(), List.of()));
    pipeline.run().waitUntilFinish();
  }

  private static Outcomes only(Flow.Ended ended, String event) {
    return new Outcomes(
        Told.BUCKET,
        ended.outcomes().rejections().stream().filter(r -> r.eventId().equals(event)).toList(),
        List.of(),
        ended.outcomes().dead().stream().filter(d -> d.eventId().equals(event)).toList());
  }
}
