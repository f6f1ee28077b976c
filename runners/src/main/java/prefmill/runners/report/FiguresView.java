package prefmill.runners.report;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import prefmill.pipelines.report.LoggedDays;
import prefmill.runners.cli.Table;
import prefmill.transforms.figures.Counts;
import prefmill.transforms.figures.Dimension;
import prefmill.transforms.figures.alert.Alert;

/** Figures as people and programs read them. */
public final class FiguresView {
  private FiguresView() {}

  /** By what a table may be told. */
  public enum By {
    DAY,
    SUBJECT,
    ACTION,
    MODEL,
    ADAPTER,
    ORGANIZATION
  }

  /** All figures as an object. */
  public static Map<String, Object> json(FeedbackFigures figures) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("from", figures.firstDay().toString());
    values.put("to", figures.today().toString());
    values.put("all", counts(figures.total()));
    for (By by : By.values()) {
      Map<String, Object> lines = new LinkedHashMap<>();
      of(figures, by).forEach((label, counts) -> lines.put(label, counts(counts)));
      values.put("by_" + by.name().toLowerCase(Locale.ROOT), lines);
    }
    values.put("alerts", figures.alerts().stream().map(FiguresView::json).toList());
    values.put("alerts_unsent", figures.round() == null ? 0 : figures.round().unsent());
    values.put("recorded", figures.round() != null);
    return values;
  }

  /** A table, then what the figures give rise to. */
  public static String text(FeedbackFigures figures, By by) {
    if (figures.days().isEmpty()) {
      return "No feedback from %s to %s in the event log."
          .formatted(figures.firstDay(), figures.today());
    }
    String heading = by.name();
    Table table =
        Table.of(
            heading, "APPROVAL", "95 % INTERVAL", "UP", "DOWN", "NEUTRAL", "CORRECTED", "EVENTS");
    Map<String, Counts> lines = of(figures, by);
    List<Map.Entry<String, Counts>> sorted = new ArrayList<>(lines.entrySet());
    if (by != By.DAY) {
      sorted.sort(
          Comparator.comparingLong((Map.Entry<String, Counts> e) -> -e.getValue().events())
              .thenComparing(Map.Entry::getKey));
    }
    sorted.forEach(line -> line(table, line.getKey(), line.getValue()));
    line(table, "all", figures.total());
    StringBuilder text = new StringBuilder(table.toString());
    text.append('\n').append(sentence(figures)).append('\n');
    for (Alert alert : figures.alerts()) {
      text.append("Alert: ").append(alert.sentence()).append(".\n");
    }
    return text.toString();
  }

  /** Why there is no table, and for which days there would be one. */
  public static String none(FeedbackFigures figures, LoggedDays logged) {
    StringBuilder text = new StringBuilder(text(figures, By.DAY));
    if (logged.dated() > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              " It has %,d events from %s to %s",
              logged.dated(),
              logged.first(),
              logged.last()));
      long days = 1 + ChronoUnit.DAYS.between(logged.first(), figures.today());
      text.append(
          logged.first().isBefore(figures.firstDay())
              ? ": --days %d counts them all.".formatted(days)
              : ", of persons who do not want them used, or synthetic.");
    }
    if (logged.undated() > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              " %,d events have no created_at, so no day counts them: name it in the source's mapping.",
              logged.undated()));
    }
    return text.toString();
  }

  /** One line. */
  public static String sentence(FeedbackFigures figures) {
    Counts total = figures.total();
    String approval =
        total.verdicts() == 0
            ? "no ups or downs"
            : String.format(
                Locale.ROOT,
                "%.1f %% of %,d ups and downs",
                100 * total.approval(),
                total.verdicts());
    String alerts =
        figures.alerts().isEmpty()
            ? "no new alert"
            : figures.alerts().size() == 1
                ? "1 new alert"
                : figures.alerts().size() + " new alerts";
    String unsent =
        figures.round() == null || figures.round().unsent() == 0
            ? ""
            : ", %d not sent yet".formatted(figures.round().unsent());
    return "Approval since %s: %s; %s%s.".formatted(figures.firstDay(), approval, alerts, unsent);
  }

  private static Map<String, Counts> of(FeedbackFigures figures, By by) {
    return by == By.DAY ? figures.byDay() : figures.by(Dimension.valueOf(by.name()));
  }

  private static void line(Table table, String label, Counts counts) {
    boolean judged = counts.verdicts() > 0;
    table.line(
        label,
        judged ? String.format(Locale.ROOT, "%.1f %%", 100 * counts.approval()) : null,
        judged ? interval(Wilson.of(counts.ups(), counts.verdicts())) : null,
        counts.ups(),
        counts.downs(),
        counts.neutrals(),
        counts.corrections(),
        counts.events());
  }

  private static String interval(Wilson wilson) {
    return String.format(Locale.ROOT, "%.1f to %.1f %%", 100 * wilson.low(), 100 * wilson.high());
  }

  private static Map<String, Object> counts(Counts counts) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("events", counts.events());
    values.put("ups", counts.ups());
    values.put("downs", counts.downs());
    values.put("neutrals", counts.neutrals());
    values.put("corrections", counts.corrections());
    if (counts.verdicts() > 0) {
      Wilson wilson = Wilson.of(counts.ups(), counts.verdicts());
      values.put("approval", counts.approval());
      values.put("approval_low", wilson.low());
      values.put("approval_high", wilson.high());
    }
    return values;
  }

  private static Map<String, Object> json(Alert alert) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("kind", alert.kind().label());
    values.put("dimension", alert.dimension().label());
    values.put("value", alert.value());
    values.put("day", alert.day().toString());
    values.put("message", alert.sentence());
    values.put("measured", alert.measured());
    values.put("expected", alert.expected());
    values.put("counts", counts(alert.counts()));
    values.put("example_ids", alert.examples());
    return values;
  }
}
