package prefmill.transforms.figures;

import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.AfterProcessingTime;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.Repeatedly;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;
import org.joda.time.Instant;
import prefmill.transforms.coders.RecordCoder;

/**
 * Counts feedback by day (UTC, of created_at) and label: the same windows of a day and the same two
 * combiners in batch and as a stream.
 *
 * <p>A pure function of the set of facts of a day. In batch there is one result a day. As a stream
 * each result holds all that came so far; there are many of a day, of which the one with most
 * events is the newest. What comes later than the lateness after its day's end is not counted.
 *
 * <p>Facts are kept by person in sixteen parts, so that no key holds a whole day; cost: the facts
 * of a day are kept once, about 300 bytes each.
 */
public final class CountFeedback
    extends PTransform<PCollection<FeedbackFact>, PCollection<DayFigures>> {
  private static final Duration DAY = Duration.standardDays(1);
  private static final int PART_BITS = 4;

  private final Duration pause;
  private final Duration lateness;

  private CountFeedback(Duration pause, Duration lateness) {
    this.pause = pause;
    this.lateness = lateness;
  }

  /** In batch: one result of each day. */
  public static CountFeedback once() {
    return new CountFeedback(null, null);
  }

  /**
   * As a stream.
   *
   * @param pause between a new fact and the result that counts it, by the worker's clock
   * @param lateness how long after its end a day still counts what comes
   */
  public static CountFeedback everyPause(Duration pause, Duration lateness) {
    return new CountFeedback(pause, lateness);
  }

  @Override
  public PCollection<DayFigures> expand(PCollection<FeedbackFact> facts) {
    return facts
        .apply("AtCreation", ParDo.of(new ByPart()))
        .setCoder(KvCoder.of(VarIntCoder.of(), RecordCoder.of(FeedbackFact.class)))
        .apply("Days", days())
        .apply("TallyPart", Combine.perKey(new TallyPart()))
        .setCoder(KvCoder.of(VarIntCoder.of(), RecordCoder.of(SumParts.Part.class)))
        .apply("SumParts", Combine.globally(new SumParts()).withoutDefaults())
        .apply("NameDay", ParDo.of(new NameDay()))
        .setCoder(RecordCoder.of(DayFigures.class));
  }

  private <T> Window<T> days() {
    Window<T> days = Window.into(FixedWindows.of(DAY));
    return pause == null
        ? days
        : days.triggering(
                Repeatedly.forever(AfterProcessingTime.pastFirstElementInPane().plusDelayOf(pause)))
            .withAllowedLateness(lateness)
            .accumulatingFiredPanes();
  }

  private static final class ByPart extends DoFn<FeedbackFact, KV<Integer, FeedbackFact>> {
    @ProcessElement
    public void put(@Element FeedbackFact fact, OutputReceiver<KV<Integer, FeedbackFact>> out) {
      int part = (int) (fact.person().hi() >>> (64 - PART_BITS));
      Instant at = Instant.ofEpochMilli(Math.floorDiv(fact.createdAt(), 1_000L));
      out.outputWithTimestamp(KV.of(part, fact), at);
    }
  }

  private static final class NameDay extends DoFn<List<Figure>, DayFigures> {
    @ProcessElement
    public void name(
        @Element List<Figure> figures, IntervalWindow day, OutputReceiver<DayFigures> out) {
      out.output(new DayFigures(Math.floorDiv(day.start().getMillis(), DAY.getMillis()), figures));
    }
  }
}
