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
import prefmill.pipelines.contexts.NoteTold;
import prefmill.pipelines.contexts.ReadContexts;
import prefmill.pipelines.contexts.ReadKept;
import prefmill.pipelines.contexts.TellStretches;
import prefmill.pipelines.contexts.ToldStretch;
import prefmill.pipelines.heldout.HoldOut;
import prefmill.pipelines.ledger.WriteLedger;
import prefmill.pipelines.publish.BuildFolder;
import prefmill.pipelines.publish.WriteShards;
import prefmill.pipelines.receipts.WriteReceipts;
import prefmill.pipelines.rows.stored.StoreRows;
import prefmill.pipelines.rows.stored.StoredRow;
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
    Path candidates = plan.candidates();
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

    TellStretches told = TellStretches.of(plan.bits());
    if (plan.base() != null) {
      told.since(plan.base(), plan.logFolder(), candidates);
    }
    PCollection<ToldStretch> stretches =
        PCollectionList.of(decisions)
            .apply("Decisions", Flatten.pCollections())
            .apply("TellStretches", told);
    List<PCollection<String>> receipts = new ArrayList<>();
    PCollection<StoredRow> rows = rows(stretches, plan, outcomes, receipts);

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
    receipts.add(
        rows.apply(
            "WriteShards",
            WriteShards.into(scratch, candidates, dropped, plan.bits()).weighing(weights)));
    receipts.add(
        PCollectionList.of(outcomes)
            .apply("WriteLedger", WriteLedger.into(scratch, dropped, dead, events, plan.bits())));
    receipts.add(counts.get(0).apply("EventsReceipt", ParDo.of(new EventsReceipt())));
    receipts.add(PCollectionList.of(outcomes).apply("SumTallies", SumTallies.ofSteps()));
    PCollectionList.of(receipts)
        .apply("Receipts", Flatten.pCollections())
        .apply("WriteReceipts", WriteReceipts.to(scratch.resolve(BuildFolder.RECEIPTS)));
  }

  /** The rows of all contexts: as they were kept, or settled now. */
  private static PCollection<StoredRow> rows(
      PCollection<ToldStretch> stretches,
      BuildPlan plan,
      List<PCollection<Outcomes>> outcomes,
      List<PCollection<String>> receipts) {
    ReadContexts read = ReadContexts.from(plan.logFolder(), plan.segments(), plan.bits());
    StoreRows store =
        StoreRows.in(plan.candidates(), plan.hash())
            .comparing(plan.splits().holdOut() ? plan.heldOut().decontaminate() : null)
            .outcomesTo(outcomes);
    if (plan.kept() != null) {
      store.keeping(plan.kept(), receipts);
      receipts.add(stretches.apply("NoteTold", NoteTold.in(plan.kept())));
    }
    if (plan.base() != null) {
      read.since(plan.base());
    }
    PCollection<StoredRow> settled =
        stretches
            .apply("ReadContexts", read)
            .apply("DropDuplicates", DropDuplicates.by(plan.admission()))
            .apply("AssignSide", AssignSide.by(plan.splits(), plan.admission(), plan.hash()))
            .apply(
                "SettleVotes", SettleVotes.by(plan.votes(), plan.pairs().ratingGap(), plan.hash()))
            .apply("NameCategory", NameCategory.by(plan.categories()))
            .apply("CheckQuality", CheckQuality.by(plan.quality()).allReasons(plan.allReasons()))
            .apply("PairPreferences", PairPreferences.by(plan.pairs(), plan.hash()))
            .apply("CheckPairs", CheckPairs.by(plan.quality()).allReasons(plan.allReasons()))
            .apply("StoreRows", store);
    if (plan.base() == null) {
      return settled;
    }
    ReadKept kept = ReadKept.from(plan.kept(), plan.base()).outcomesTo(outcomes);
    return PCollectionList.of(settled)
        .and(stretches.apply("ReadKept", kept))
        .apply("AllRows", Flatten.pCollections());
  }

  private static final class EventsReceipt extends DoFn<Long, String> {
    @ProcessElement
    public void tell(@Element Long events, OutputReceiver<String> out) {
      out.output("{\"kind\":\"events\",\"events\":" + events + "}");
    }
  }
}
