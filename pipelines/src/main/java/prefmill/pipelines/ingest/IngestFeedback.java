package prefmill.pipelines.ingest;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptors;
import prefmill.pipelines.erase.DropErased;
import prefmill.pipelines.job.DatasetKey;
import prefmill.pipelines.receipts.WriteReceipts;
import prefmill.pipelines.source.SourcePlan;
import prefmill.transforms.event.FeedbackEvent;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.mask.MaskPii;
import prefmill.transforms.outcome.DeadLetter;
import prefmill.transforms.parse.ParseFeedback;
import prefmill.transforms.parse.RawRecord;

/**
 * From the sources to the event log, once in an event's life: parse, mask, land.
 *
 * <p>Nothing unmasked goes further than MaskPii; what cannot be parsed lands as a dead letter
 * without content. An event may land twice: the build drops redeliveries. Workers write files that
 * only the receipts name.
 */
public final class IngestFeedback {
  private IngestFeedback() {}

  /** Adds the ingest to a pipeline. */
  public static void compose(Pipeline pipeline, IngestPlan plan) {
    List<PCollection<FeedbackEvent>> events = new ArrayList<>();
    List<PCollection<DeadLetter>> deadLetters = new ArrayList<>();
    List<PCollection<String>> mended = new ArrayList<>();
    DatasetKey key = new DatasetKey(plan.key(), plan.dataset());
    for (SourcePlan source : plan.sources()) {
      String name = source.source().name();
      PCollection<RawRecord> records = pipeline.apply("Read " + name, source.read());
      if (plan.replay()) {
        mended.add(records.apply("FindMended " + name, FindMended.of(source, key)));
      }
      PCollectionTuple parsed = records.apply("ParseFeedback " + name, source.parse(key));
      events.add(parsed.get(ParseFeedback.EVENTS));
      deadLetters.add(parsed.get(ParseFeedback.DEAD_LETTERS));
    }
    PCollection<MaskedEvent> masked =
        PCollectionList.of(events)
            .apply("Events", Flatten.pCollections())
            .apply("MaskPii", MaskPii.of(plan.masking(), key, plan.volatileSpans()));
    if (!plan.erased().isEmpty()) {
      masked = masked.apply("DropErased", DropErased.of(plan.erased()));
    }
    PCollection<String> segments =
        masked
            .apply("LandEvents", LandEvents.into(plan.logFolder(), plan.run(), plan.bits()))
            .apply("SegmentReceipts", receipts(LandingReceipt::of));
    PCollection<String> letters =
        PCollectionList.of(deadLetters)
            .apply("DeadLetters", Flatten.pCollections())
            .apply("LandDeadLetters", LandDeadLetters.into(plan.logFolder(), plan.run()))
            .apply("LetterReceipts", receipts(LandingReceipt::ofDeadLetters));
    List<PCollection<String>> taken = new ArrayList<>();
    if (plan.replay()) {
      taken.add(
          PCollectionList.of(mended)
              .apply("Mended", Flatten.pCollections())
              .apply("MendedLetters", MendedLetters.into(plan.logFolder(), plan.run()))
              .apply("MendedReceipts", receipts(LandingReceipt::ofDeadLetters)));
    }
    PCollectionList.of(segments)
        .and(letters)
        .and(taken)
        .apply("Receipts", Flatten.pCollections())
        .apply("WriteReceipts", WriteReceipts.to(plan.receipts()));
  }

  private static <T> MapElements<T, String> receipts(SerializableFunction<T, String> receipt) {
    return MapElements.into(TypeDescriptors.strings()).via(receipt);
  }
}
