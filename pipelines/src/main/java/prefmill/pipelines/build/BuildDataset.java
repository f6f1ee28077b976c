package prefmill.pipelines.build;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionView;
import prefmill.pipelines.heldout.HoldOut;
import prefmill.pipelines.ledger.WriteLedger;
import prefmill.pipelines.publish.BuildFolder;
import prefmill.pipelines.publish.WriteShards;
import prefmill.pipelines.receipts.WriteReceipts;
import prefmill.pipelines.rows.StoreRows;
import prefmill.pipelines.rows.StoredRow;
import prefmill.pipelines.statistics.SumTallies;
import prefmill.transforms.categories.NameCategory;
import prefmill.transforms.check.CheckPairs;
import prefmill.transforms.check.CheckQuality;
import prefmill.transforms.context.DropDuplicates;
import prefmill.transforms.decisions.Addressed;
import prefmill.transforms.decisions.EventFacts;
import prefmill.transforms.decisions.FindConflicts;
import prefmill.transforms.decisions.JoinRetractions;
import prefmill.transforms.decisions.OwnConversations;
import prefmill.transforms.heldout.Decontaminate;
import prefmill.transforms.influence.CapInfluence;
import prefmill.transforms.neardup.CollapseNearDuplicates;
import prefmill.transforms.outcome.DeadLetter;
import prefmill.transforms.outcome.Outcomes;
import prefmill.transforms.pairs.PairPreferences;
import prefmill.transforms.rows.Fate;
import prefmill.transforms.rows.SlimRow;
import prefmill.transforms.splits.AssignSide;
import prefmill.transforms.votes.SettleVotes;
import prefmill.transforms.weights.BalanceLengths;
import prefmill.transforms.weights.RowWeight;
import prefmill.transforms.weights.WeighReliability;

/**
 * From the event log to the files of a version: a pure function of the log, the policy, the key and
 * the time.
 *
 * <ol>
 *   <li>facts: the slim columns of all events tell contexts what they must know of each other
 *   <li>contexts: each is read whole and settled by steps without a shuffle; the rows' text is put
 *       aside
 *   <li>rows: near-duplicates, copies of held-out prompts and caps are decided on slim rows
 *   <li>files: shards and ledger are written by one worker each, and receipts say what was written
 * </ol>
 *
 * <p>Workers write only below the scratch folder, under names of their own; the driver publishes.
 * So a bundle may run twice, and a killed job leaves nothing that a reader could take for a
 * version.
 */
public final class BuildDataset {
  private BuildDataset() {}

  /** Adds the build to a pipeline. */
  public static void compose(Pipeline pipeline, BuildPlan plan) {
    List<PCollection<Outcomes>> outcomes = new ArrayList<>();
    List<PCollection<Addressed>> decisions = new ArrayList<>();
    List<PCollection<Long>> counts = new ArrayList<>();
    List<PCollection<Fate>> fates = new ArrayList<>();
    Path scratch = plan.scratch();
    Path candidates = scratch.resolve(BuildFolder.CANDIDATES);
    boolean holdOut = plan.splits().holdOut();

    PCollection<EventFacts> facts =
        pipeline
            .apply(
                "ReadFacts",
                ReadFacts.from(plan.logFolder(), plan.segments(), plan.splits(), plan.admission()))
            .apply(
                "FindConflicts",
                FindConflicts.asOf(plan.admission().clock(), plan.bits())
                    .decisionsTo(decisions)
                    .countsTo(counts));
    decisions.add(
        facts.apply(
            "OwnConversations", OwnConversations.by(plan.splits(), plan.hash(), plan.bits())));
    decisions.add(facts.apply("JoinRetractions", JoinRetractions.within(plan.bits())));

    PCollection<StoredRow> rows =
        PCollectionList.of(decisions)
            .apply("Decisions", Flatten.pCollections())
            .apply(
                "ReadContexts", ReadContexts.from(plan.logFolder(), plan.segments(), plan.bits()))
            .apply("DropDuplicates", DropDuplicates.by(plan.admission()))
            .apply("AssignSide", AssignSide.by(plan.splits(), plan.admission(), plan.hash()))
            .apply(
                "SettleVotes", SettleVotes.by(plan.votes(), plan.pairs().ratingGap(), plan.hash()))
            .apply("NameCategory", NameCategory.by(plan.categories()))
            .apply("CheckQuality", CheckQuality.by(plan.quality()).allReasons(plan.allReasons()))
            .apply("PairPreferences", PairPreferences.by(plan.pairs(), plan.hash()))
            .apply("CheckPairs", CheckPairs.by(plan.quality()).allReasons(plan.allReasons()))
            .apply(
                "StoreRows",
                StoreRows.in(candidates, plan.hash())
                    .comparing(holdOut ? plan.heldOut().decontaminate() : null)
                    .outcomesTo(outcomes));

    PCollection<SlimRow> slim =
        holdOut
            ? rows.apply("HoldOut", HoldOut.by(plan.heldOut(), candidates).fatesTo(fates))
            : HoldOut.nothing(rows);
    PCollection<SlimRow> distinct =
        plan.nearDuplicates()
            ? slim.apply(
                "CollapseNearDuplicates", CollapseNearDuplicates.within(plan.bits()).fatesTo(fates))
            : slim;
    PCollection<SlimRow> clean = distinct.apply("Decontaminate", Decontaminate.fatesTo(fates));
    fates.add(clean.apply("CapInfluence", CapInfluence.at(plan.caps(), plan.bits())));

    PCollection<Fate> dropped = PCollectionList.of(fates).apply("Fates", Flatten.pCollections());
    List<PCollection<RowWeight>> weights = new ArrayList<>();
    if (plan.votes().reliability()) {
      weights.add(
          slim.apply("WeighReliability", WeighReliability.by(outcomes, dropped, plan.bits())));
    }
    if (plan.pairs().lengthBalance()) {
      weights.add(slim.apply("BalanceLengths", BalanceLengths.after(weights, dropped)));
    }
    PCollectionView<Long> events = counts.get(0).apply("Events", View.asSingleton());
    PCollection<DeadLetter> dead =
        pipeline.apply(
            "ReadDeadLetters", ReadDeadLetters.from(plan.logFolder(), plan.deadLetters()));
    PCollectionList.of(
            rows.apply(
                "WriteShards", WriteShards.into(scratch, dropped, plan.bits()).weighing(weights)))
        .and(
            PCollectionList.of(outcomes)
                .apply(
                    "WriteLedger", WriteLedger.into(scratch, dropped, dead, events, plan.bits())))
        .and(counts.get(0).apply("EventsReceipt", ParDo.of(new EventsReceipt())))
        .and(PCollectionList.of(outcomes).apply("SumTallies", SumTallies.ofSteps()))
        .apply("Receipts", Flatten.pCollections())
        .apply("WriteReceipts", WriteReceipts.to(scratch.resolve(BuildFolder.RECEIPTS)));
  }

  private static final class EventsReceipt extends DoFn<Long, String> {
    @ProcessElement
    public void tell(@Element Long events, OutputReceiver<String> out) {
      out.output("{\"kind\":\"events\",\"events\":" + events + "}");
    }
  }
}
