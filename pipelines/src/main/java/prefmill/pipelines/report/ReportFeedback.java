package prefmill.pipelines.report;

import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;
import org.joda.time.Duration;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;
import prefmill.transforms.figures.CountFeedback;

/**
 * From the event log to figures by day and label: read, count by day, hand to the driver.
 *
 * <p>In batch and as a stream the same facts go through the same windows and combiners; a stream
 * only does not end. What is delivered again counts once. Results are whole days, so that repeating
 * one is harmless; the driver, not the graph, writes them to the tables.
 */
final class ReportFeedback {
  private static final Duration PAUSE = Duration.standardSeconds(5);

  private ReportFeedback() {}

  /** Adds a report on these segments to a pipeline. */
  static void compose(Pipeline pipeline, ReportPlan plan, List<String> segments) {
    pipeline
        .apply("Segments", Create.of(segments).withCoder(StringUtf8Coder.of()))
        .apply("ReadFeedback", ReadFeedback.of(plan))
        .apply("CountFeedback", CountFeedback.once())
        .apply("HandOver", ParDo.of(new HandOver(plan.results())));
  }

  /**
   * Adds a report on what is in the log and what comes.
   *
   * @param days how many days stay open to what comes late
   */
  static void follow(Pipeline pipeline, ReportPlan plan, int days) {
    pipeline
        .apply("FollowLog", FollowLog.of(plan))
        .apply("ReadFeedback", ReadFeedback.of(plan))
        .apply("CountFeedback", CountFeedback.everyPause(PAUSE, Duration.standardDays(days)))
        .apply("HandOver", ParDo.of(new HandOver(plan.results())));
  }

  /** The paths of an entry's segments. */
  static List<String> segments(EventLog log, LogManifest entry) {
    return entry.segments().stream().map(s -> log.folder().resolve(s.path()).toString()).toList();
  }
}
