package prefmill.runners.training.preflight;

import java.util.Locale;
import java.util.Map;
import prefmill.runners.cli.Table;
import prefmill.trainers.preflight.PreflightReport;
import prefmill.trainers.preflight.estimate.Estimate;
import prefmill.trainers.preflight.estimate.Pace;
import prefmill.trainers.preflight.findings.SpaceFindings;
import prefmill.trainers.preflight.tokens.LengthHistogram;
import prefmill.trainers.preflight.tokens.Lengths;

/** A preflight for people. */
public final class PreflightText {
  private PreflightText() {}

  /** The whole report. */
  public static String of(PreflightReport report) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s with %s: %,d rows, %,d of them used\n",
            report.method().label(),
            report.trainer().label(),
            report.rows(),
            report.used()));
    report.lengths().ifPresent(lengths -> text.append('\n').append(lengths(lengths)));
    report.estimate().ifPresent(estimate -> text.append('\n').append(estimate(estimate)));
    for (String warning : report.warnings()) {
      text.append("\nWarning: ").append(warning).append('\n');
    }
    report.refusal().ifPresent(r -> text.append("\nRefused: ").append(r).append('\n'));
    return text.toString();
  }

  private static String lengths(LengthHistogram lengths) {
    Table table = Table.of("tokens", "p50", "p90", "p99", "max");
    line(table, "prompt", lengths.prompt());
    line(table, "answer", lengths.answer());
    line(table, "whole", lengths.whole());
    Table buckets = Table.of("whole up to", "rows");
    for (Map.Entry<Integer, Integer> bucket : lengths.whole().buckets().entrySet()) {
      buckets.line(bucket.getKey(), bucket.getValue());
    }
    return table + "\n" + buckets;
  }

  private static void line(Table table, String name, Lengths lengths) {
    table.line(name, lengths.p50(), lengths.p90(), lengths.p99(), lengths.max());
  }

  private static String estimate(Estimate estimate) {
    return Table.of("estimate", "")
        .line("tokens", String.format(Locale.ROOT, "%,d", estimate.tokens()))
        .line("steps", String.format(Locale.ROOT, "%,d", estimate.steps()))
        .line("memory", SpaceFindings.size(estimate.memoryBytes()))
        .line("disk", SpaceFindings.size(estimate.diskBytes()))
        .line("time", PreflightReport.time(estimate))
        .line("rests on", estimate.pace().map(Pace::basis).orElse("no earlier run"))
        .toString();
  }
}
