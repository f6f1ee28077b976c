package prefmill.transforms.figures.alert;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import prefmill.transforms.figures.Counts;
import prefmill.transforms.figures.DayFigures;
import prefmill.transforms.figures.Dimension;
import prefmill.transforms.figures.Figure;
import prefmill.transforms.figures.alert.FigureHistory.Label;

/**
 * What the figures of a dataset give rise to: a pure function of figures, settings and today.
 *
 * <p>Today and the two days before are judged; the days before them are what they are held against.
 */
public final class AlertRules {
  private static final int JUDGED_DAYS = 3;
  private static final int DAYS_BEFORE = 7;
  private static final int LEAST_DAYS_BEFORE = 3;
  private static final double CHANCE = 1e-4;

  private final AlertSettings settings;
  private final FigureHistory history;
  private final LocalDate today;

  private AlertRules(AlertSettings settings, FigureHistory history, LocalDate today) {
    this.settings = settings;
    this.history = history;
    this.today = today;
  }

  /** The alerts that figures give rise to, by kind, day and label. */
  public static List<Alert> alerts(
      AlertSettings settings, Collection<DayFigures> days, LocalDate today) {
    AlertRules rules = new AlertRules(settings, FigureHistory.of(days), today);
    List<Alert> alerts = new ArrayList<>();
    for (int before = JUDGED_DAYS - 1; before >= 0; before--) {
      LocalDate day = today.minusDays(before);
      for (Figure figure : rules.history.on(day)) {
        rules.belowTarget(day, figure, alerts);
        rules.spike(day, figure, alerts);
        rules.newAction(day, figure, alerts);
      }
    }
    rules.behindPlan(alerts);
    return alerts.stream().filter(alert -> settings.kinds().contains(alert.kind())).toList();
  }

  /** An alert is of the whole time that the rate has been under its target. */
  private void belowTarget(LocalDate day, Figure figure, List<Alert> alerts) {
    double target = settings.targets().of(figure.dimension());
    if (!isBelow(figure, target)) {
      return;
    }
    LocalDate since = day;
    NavigableMap<LocalDate, Figure> before =
        history.of(Label.of(figure), LocalDate.MIN, day.minusDays(1));
    for (Map.Entry<LocalDate, Figure> earlier : before.descendingMap().entrySet()) {
      if (earlier.getValue().counts().verdicts() >= settings.minimum()) {
        if (!isBelow(earlier.getValue(), target)) {
          break;
        }
        since = earlier.getKey();
      }
    }
    // what was under its target on the first day that is looked at may have been so before
    boolean cut = since.equals(history.first().orElse(null));
    Alert.Days stretch = new Alert.Days(cut ? since.minusDays(DAYS_BEFORE) : since, day);
    double rate = figure.counts().approval();
    add(alerts, Alert.of(AlertKind.BELOW_TARGET, since, stretch, figure, rate, target));
  }

  private boolean isBelow(Figure figure, double target) {
    Counts counts = figure.counts();
    return counts.verdicts() >= settings.minimum() && counts.approval() < target;
  }

  private void spike(LocalDate day, Figure figure, List<Alert> alerts) {
    LocalDate from = day.minusDays(DAYS_BEFORE);
    LocalDate first = history.first().orElse(day);
    long days = ChronoUnit.DAYS.between(first.isAfter(from) ? first : from, day);
    NavigableMap<LocalDate, Figure> before = history.of(Label.of(figure), from, day.minusDays(1));
    if (days < LEAST_DAYS_BEFORE || before.isEmpty()) {
      return;
    }
    long downs = figure.counts().downs();
    double mean = (double) sum(before.values()).downs() / days;
    if (downs >= settings.spike().minimum()
        && downs >= settings.spike().times() * mean
        && PoissonTail.atLeast(downs, mean) < CHANCE) {
      add(alerts, Alert.of(AlertKind.DISLIKE_SPIKE, day, figure, (double) downs, mean));
    }
  }

  /** What is there from the first day on is not new. */
  private void newAction(LocalDate day, Figure figure, List<Alert> alerts) {
    if (figure.dimension() != Dimension.ACTION) {
      return;
    }
    NavigableMap<LocalDate, Figure> all = history.of(Label.of(figure), LocalDate.MIN, day);
    LocalDate firstSeen = all.firstKey();
    Counts counts = sum(all.values());
    if (firstSeen.isAfter(history.first().orElse(firstSeen))
        && firstSeen.isAfter(day.minusDays(settings.newAction().days()))
        && counts.verdicts() >= settings.newAction().minimum()
        && counts.approval() < settings.newAction().rate()) {
      Figure since = new Figure(figure.dimension(), figure.value(), counts, examples(all.values()));
      double rate = counts.approval();
      Alert alert =
          Alert.of(AlertKind.NEW_ACTION_FAILS, firstSeen, since, rate, settings.newAction().rate());
      add(alerts, alert);
    }
  }

  /** The last whole week, Monday to Sunday, if the dataset was collected from its first day on. */
  private void behindPlan(List<Alert> alerts) {
    LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).minusWeeks(1);
    if (settings.weeklyPlan().isEmpty() || history.first().orElse(today).isAfter(monday)) {
      return;
    }
    int plan = settings.weeklyPlan().get();
    Counts counts = sum(history.of(Label.ALL, monday, monday.plusDays(6)).values());
    if (counts.events() < plan) {
      Figure week = new Figure(Dimension.ALL, "", counts, List.of());
      alerts.add(Alert.of(AlertKind.BEHIND_PLAN, monday, week, (double) counts.events(), plan));
    }
  }

  /** Of two states of one alert the later day's stays. */
  private static void add(List<Alert> alerts, Alert alert) {
    alerts.removeIf(
        other ->
            other.kind() == alert.kind()
                && other.dimension() == alert.dimension()
                && other.value().equals(alert.value())
                && other.day().equals(alert.day()));
    alerts.add(alert);
  }

  /** Persons of several days cannot be added up; here they are of each day. */
  private static Counts sum(Collection<Figure> figures) {
    return figures.stream().map(Figure::counts).reduce(Counts.NONE, Counts::plus);
  }

  private static List<Figure.Example> examples(Collection<Figure> figures) {
    return figures.stream().flatMap(figure -> figure.examples().stream()).toList();
  }
}
