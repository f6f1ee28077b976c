package prefmill.pipelines.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.Watch;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import prefmill.datasets.objects.Places;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;

/**
 * The segments of an event log: those that are there, then each that lands, without end.
 *
 * <p>What no entry of the log names is not read. The watermark is the clock's time: it tells
 * nothing but when a day is too old to be kept.
 */
final class FollowLog extends PTransform<PBegin, PCollection<String>> {
  private static final Duration BETWEEN_LOOKS = Duration.standardSeconds(2);

  private final ReportPlan plan;

  private FollowLog(ReportPlan plan) {
    this.plan = plan;
  }

  /** Follows the log of a plan's dataset. */
  static FollowLog of(ReportPlan plan) {
    return new FollowLog(plan);
  }

  @Override
  public PCollection<String> expand(PBegin begin) {
    return begin
        .apply("Log", Create.of(plan.dataset()).withCoder(StringUtf8Coder.of()))
        .apply(
            "NewEntries",
            Watch.growthOf(new NewEntries(plan))
                .withPollInterval(BETWEEN_LOOKS)
                .withOutputCoder(StringUtf8Coder.of()))
        .apply("Segments", Values.create());
  }

  private static final class NewEntries extends Watch.Growth.PollFn<String, String> {
    private final ReportPlan plan;
    // after a restart all entries are told again, and Watch knows those that it told before
    private transient long told;

    NewEntries(ReportPlan plan) {
      this.plan = plan;
    }

    @Override
    public Watch.Growth.PollResult<String> apply(String dataset, Context context)
        throws IOException {
      EventLog log = EventLog.open(Places.of(plan.store()), dataset);
      List<TimestampedValue<String>> segments = new ArrayList<>();
      for (LogManifest entry : log.after(told)) {
        if (plan.concerns(entry)) {
          ReportFeedback.segments(log, entry)
              .forEach(
                  path ->
                      segments.add(TimestampedValue.of(path, BoundedWindow.TIMESTAMP_MIN_VALUE)));
        }
        told = entry.number();
      }
      return Watch.Growth.PollResult.incomplete(segments).withWatermark(Instant.now());
    }
  }
}
