package prefmill.transforms.figures;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.options.StreamingOptions;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.event.Facet;
import prefmill.transforms.event.Polarity;

class CountFeedbackTest {
  private static final Coder<FeedbackFact> CODER = RecordCoder.of(FeedbackFact.class);
  private static final FeedbackFact BEFORE_MIDNIGHT =
      Facts.thumb("e1", "u1", "m1", "2026-11-20T23:59:59.999999Z", Polarity.UP, Facts.MATHS);
  private static final FeedbackFact AT_MIDNIGHT =
      Facts.thumb("e2", "u1", "m1", "2026-11-21T00:00:00Z", Polarity.DOWN, Facts.MATHS);
  private static final FeedbackFact SAME_DAY =
      Facts.thumb("e3", "u9", "m2", "2026-11-20T10:00:00Z", Polarity.DOWN, Facts.MUSIC);
  private static final FeedbackFact TAKEN_BACK =
      Facts.takeBack("e4", "u9", "m2", "2026-11-20T11:00:00Z", Facet.POLARITY);

  @Test
  void eachDayIsCountedByItself() {
    Pipeline pipeline = Pipeline.create();
    PAssert.that(
            pipeline
                .apply(
                    Create.of(AT_MIDNIGHT, SAME_DAY, BEFORE_MIDNIGHT, SAME_DAY, TAKEN_BACK)
                        .withCoder(CODER))
                .apply(CountFeedback.once()))
        .containsInAnyOrder(
            day("2026-11-20", BEFORE_MIDNIGHT, SAME_DAY, TAKEN_BACK),
            day("2026-11-21", AT_MIDNIGHT));
    pipeline.run().waitUntilFinish();
  }

  /** What is early, on time, twice, days late and too late: the last result of a day is whole. */
  @Test
  void aStreamComesToTheSameFigures() {
    TestStream<FeedbackFact> stream =
        TestStream.create(CODER)
            .addElements(arriving(SAME_DAY), arriving(AT_MIDNIGHT))
            .advanceProcessingTime(Duration.standardMinutes(1))
            .addElements(arriving(SAME_DAY))
            .advanceWatermarkTo(Instant.parse("2026-11-22T06:00:00Z"))
            .advanceProcessingTime(Duration.standardMinutes(1))
            .addElements(arriving(BEFORE_MIDNIGHT), arriving(BEFORE_MIDNIGHT))
            .advanceProcessingTime(Duration.standardMinutes(1))
            .addElements(arriving(TAKEN_BACK), arriving(SAME_DAY))
            .advanceProcessingTime(Duration.standardMinutes(1))
            .advanceWatermarkTo(Instant.parse("2026-12-20T00:00:01Z"))
            .addElements(
                arriving(
                    Facts.thumb(
                        "e9", "u3", "m3", "2026-11-19T00:00:00Z", Polarity.UP, Facts.MUSIC)))
            .advanceWatermarkToInfinity();
    Pipeline pipeline = Pipeline.create();
    pipeline.getOptions().as(StreamingOptions.class).setStreaming(true);
    PAssert.that(
            pipeline
                .apply(stream)
                .apply(
                    CountFeedback.everyPause(
                        Duration.standardSeconds(10), Duration.standardDays(29))))
        .satisfies(
            results -> {
              Map<Long, DayFigures> newest = new HashMap<>();
              List<Long> events = new ArrayList<>();
              for (DayFigures result : results) {
                events.add(result.events());
                newest.merge(result.epochDay(), result, (a, b) -> b.events() > a.events() ? b : a);
              }
              assertThat(events.size(), greaterThan(3));
              assertThat(
                  newest,
                  equalTo(
                      Map.of(
                          LocalDate.parse("2026-11-20").toEpochDay(),
                          day("2026-11-20", BEFORE_MIDNIGHT, SAME_DAY, TAKEN_BACK),
                          LocalDate.parse("2026-11-21").toEpochDay(),
                          day("2026-11-21", AT_MIDNIGHT))));
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  /** As the log's reader gives them: older than every watermark. */
  private static TimestampedValue<FeedbackFact> arriving(FeedbackFact fact) {
    return TimestampedValue.of(fact, BoundedWindow.TIMESTAMP_MIN_VALUE);
  }

  private static DayFigures day(String day, FeedbackFact... facts) {
    return new DayFigures(LocalDate.parse(day).toEpochDay(), DayTally.of(List.of(facts)));
  }
}
