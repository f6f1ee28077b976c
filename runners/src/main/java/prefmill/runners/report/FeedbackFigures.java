package prefmill.runners.report;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import prefmill.runners.report.alert.AlertRound;
import prefmill.transforms.figures.Counts;
import prefmill.transforms.figures.DayFigures;
import prefmill.transforms.figures.Dimension;
import prefmill.transforms.figures.Figure;
import prefmill.transforms.figures.alert.Alert;

/**
 * What a report found.
 *
 * @param firstDay the first day that was counted, in UTC
 * @param today the day of the report, in UTC
 * @param days the figures, by day; a day without feedback has none
 * @param alerts what the figures give rise to; of a registry what is new
 * @param round what became of the alerts; null without a registry, which alone knows what was told
 */
public record FeedbackFigures(
    LocalDate firstDay,
    LocalDate today,
    List<DayFigures> days,
    List<Alert> alerts,
    AlertRound.Result round) {
  public FeedbackFigures {
    days = List.copyOf(days);
    alerts = List.copyOf(alerts);
  }

  /** All days together, persons as often as they came on a day. */
  public Counts total() {
    return by(Dimension.ALL).getOrDefault("", Counts.NONE);
  }

  /** Whether another report counted the same on every day under every label. */
  public boolean agreesWith(FeedbackFigures other) {
    return counts().equals(other.counts());
  }

  private Map<List<Object>, Counts> counts() {
    Map<List<Object>, Counts> counts = new HashMap<>();
    for (DayFigures day : days) {
      for (Figure figure : day.figures()) {
        counts.put(List.of(day.day(), figure.dimension(), figure.value()), figure.counts());
      }
    }
    return counts;
  }

  /** The days of the range together, by label; persons as often as they came on a day. */
  Map<String, Counts> by(Dimension dimension) {
    Map<String, Counts> sums = new TreeMap<>();
    for (DayFigures day : days) {
      for (Figure figure : day.figures()) {
        if (figure.dimension() == dimension) {
          sums.merge(figure.value(), figure.counts(), Counts::plus);
        }
      }
    }
    return sums;
  }

  /** Each day's figure of all. */
  Map<String, Counts> byDay() {
    Map<String, Counts> sums = new TreeMap<>();
    for (DayFigures day : days) {
      sums.put(day.day().toString(), day.figures().get(0).counts());
    }
    return sums;
  }
}
