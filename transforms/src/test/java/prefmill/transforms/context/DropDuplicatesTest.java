package prefmill.transforms.context;

import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
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

/** The steps over contexts as Beam runs them: the result and what all of them say. */
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
    Context context = new Context(Told.CONTEXT, Told.BUCKET, List.of(events), List.of());
    Outcomes nothing = new Outcomes.Gatherer(Told.BUCKET).outcomes();
    PCollection<KV<PairedContext, Outcomes>> rows =
        pipeline
            .apply(
                Create.of(List.of(KV.of(context, nothing)))
                    .withCoder(
                        KvCoder.of(RecordCoder.of(Context.class), RecordCoder.of(Outcomes.class))))
            .apply(DropDuplicates.by(Flow.ADMISSION))
            .apply(AssignSide.by(flow.splits(), Flow.ADMISSION, Told::hash))
            .apply(SettleVotes.by(flow.votes(), 0.5, Told::hash))
            .apply(CheckQuality.by(quality))
            .apply(PairPreferences.by(flow.pairs(), Told::hash))
            .apply(CheckPairs.by(quality));
    PAssert.that(rows).containsInAnyOrder(KV.of(expected.rows(), expected.outcomes()));
    pipeline.run().waitUntilFinish();
  }
}
