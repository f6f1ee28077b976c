package prefmill.transforms.figures.alert;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import prefmill.transforms.event.Told;
import prefmill.transforms.figures.Counts;
import prefmill.transforms.figures.DayFigures;
import prefmill.transforms.figures.Dimension;
import prefmill.transforms.figures.Figure;

class AlertRulesTest {
  /** A Friday. */
  private static final LocalDate TODAY = LocalDate.parse("2026-11-20");

  private static final AlertSettings SETTINGS =
      new AlertSettings(
          Set.of(AlertKind.values()),
          new Targets(0.8, 0.85, 0, 0, 0, 0),
          20,
          new SpikeRule(10, 2),
          new NewActionRule(7, 10, 0.5),
          Optional.empty());

  private final TreeMap<LocalDate, List<Figure>> days = new TreeMap<>();

  @Test
  void aRateUnderItsTargetIsOneAlertForAsLongAsItLasts() {
    day(9, all(90, 10));
    day(5, all(70, 30));
    day(4, all(1, 5));
    day(1, all(60, 40));
    day(0, all(79, 21));
    assertThat(rates(), contains("below_target all  2026-11-15 79.0/100"));
    day(1, all(80, 20));
    assertThat(rates(), contains("below_target all  2026-11-20 79.0/100"));
    day(0, all(80, 20));
    assertThat(rates(), empty());
    day(0, all(10, 9));
    assertThat(rates(), empty());
  }

  @Test
  void lateFeedbackThatMovesTheFirstDayMakesNoOtherAlert() {
    day(9, all(90, 10));
    day(3, all(12, 7));
    day(0, all(70, 30));
    Alert first = AlertRules.alerts(SETTINGS, figures(), TODAY).get(0);
    day(3, all(12, 8));
    Alert later = AlertRules.alerts(SETTINGS, figures(), TODAY).get(0);
    assertThat(first.day(), is(TODAY));
    assertThat(later.day(), is(TODAY.minusDays(3)));
    assertThat(later.stretch(), is(new Alert.Days(TODAY.minusDays(3), TODAY)));
  }

  @Test
  void whatIsUnderItsTargetSinceTheFirstDayMayHaveBeenSoBefore() {
    day(20, all(10, 90));
    day(0, all(70, 30));
    Alert alert = AlertRules.alerts(SETTINGS, figures(), TODAY).get(0);
    assertThat(alert.stretch(), is(new Alert.Days(TODAY.minusDays(27), TODAY)));
  }

  @Test
  void eachDimensionHasItsOwnTarget() {
    day(
        0,
        all(84, 16),
        figure(Dimension.SUBJECT, "maths", 84, 16),
        figure(Dimension.MODEL, "m1", 1, 99));
    assertThat(alerts(), contains("below_target subject maths 2026-11-20 84.0/100"));
  }

  @Test
  void suddenDislikesAreASpikeAndGrowthOfOldIsNot() {
    for (int before = 7; before >= 1; before--) {
      day(before, all(500, 10), figure(Dimension.SUBJECT, "maths", 100, 1));
    }
    day(0, all(500, 19), figure(Dimension.SUBJECT, "maths", 100, 9));
    assertThat(alerts(), empty());
    day(0, all(500, 27), figure(Dimension.SUBJECT, "maths", 100, 11));
    assertThat(
        alerts(),
        contains(
            "dislike_spike all  2026-11-20 27.0/527",
            "dislike_spike subject maths 2026-11-20 11.0/111"));
  }

  @Test
  void withoutThreeDaysBeforeNothingIsASpike() {
    day(2, all(500, 1));
    day(1, all(500, 1));
    day(0, all(500, 60));
    assertThat(alerts(), empty());
    day(3, all(500, 1));
    assertThat(alerts(), contains("dislike_spike all  2026-11-20 60.0/560"));
  }

  @Test
  void aNewActionFailsOverAllItsDays() {
    day(9, all(90, 1), figure(Dimension.ACTION, "call", 0, 50));
    day(2, all(90, 1), figure(Dimension.ACTION, "book", 1, 4));
    assertThat(alerts(), empty());
    day(
        0,
        all(90, 1),
        figure(Dimension.ACTION, "book", 2, 4),
        figure(Dimension.ACTION, "call", 0, 3));
    assertThat(alerts(), contains("new_action_fails action book 2026-11-18 27.3/11"));
    day(0, all(90, 1), figure(Dimension.ACTION, "book", 5, 1));
    assertThat(alerts(), empty());
  }

  @Test
  void collectionIsHeldAgainstThePlanOfAWholeWeek() {
    LocalDate monday = LocalDate.parse("2026-11-09");
    day(9, all(30, 0));
    AlertSettings plan =
        new AlertSettings(
            SETTINGS.kinds(),
            SETTINGS.targets(),
            20,
            SETTINGS.spike(),
            SETTINGS.newAction(),
            Optional.of(100));
    assertThat(AlertRules.alerts(plan, figures(), TODAY), empty());
    day(12, all(10, 0));
    List<Alert> alerts = AlertRules.alerts(plan, figures(), TODAY);
    assertThat(alerts.size(), is(1));
    assertThat(alerts.get(0).day(), is(monday));
    assertThat(
        alerts.get(0).sentence(),
        is("the week from 2026-11-09 brought 30 events, the plan is 100"));
    day(8, all(70, 0));
    assertThat(AlertRules.alerts(plan, figures(), TODAY), empty());
  }

  @Test
  void onlyTheKindsThatAreWanted() {
    day(0, all(10, 90));
    AlertSettings none =
        new AlertSettings(
            Set.of(),
            SETTINGS.targets(),
            20,
            SETTINGS.spike(),
            SETTINGS.newAction(),
            Optional.empty());
    assertThat(AlertRules.alerts(none, figures(), TODAY), empty());
    assertThat(alerts().size(), is(1));
  }

  @Test
  void sentencesHoldNumbersAndLabelsOnly() {
    day(0, all(10, 90));
    Alert alert = AlertRules.alerts(SETTINGS, figures(), TODAY).get(0);
    assertThat(
        alert.sentence(),
        is(
            "approval of all feedback is 10.0 % (10 of 100), under the target of 80.0 %, since 2026-11-20"));
    assertThat(alert.examples(), contains("disliked"));
  }

  @Test
  void theTailIsThatOfTheTables() {
    assertThat(PoissonTail.atLeast(10, 3.0), closeTo(0.0011024881, 1e-9));
    assertThat(PoissonTail.atLeast(1, 0.5), closeTo(1 - Math.exp(-0.5), 1e-12));
    assertThat(PoissonTail.atLeast(1200, 1000), closeTo(4.6e-10, 4e-10));
    assertThat(PoissonTail.atLeast(3, 3), is(1.0));
    assertThat(PoissonTail.atLeast(3, 0), is(0.0));
  }

  private void day(int before, Figure... figures) {
    days.put(TODAY.minusDays(before), List.of(figures));
  }

  private static Figure all(int ups, int downs) {
    return figure(Dimension.ALL, "", ups, downs);
  }

  private static Figure figure(Dimension dimension, String value, int ups, int downs) {
    Counts counts = new Counts(ups + downs, 1, ups, downs, 0, 0);
    Figure.Example example = new Figure.Example(Told.id("disliked"), "disliked");
    return new Figure(dimension, value, counts, List.of(example));
  }

  private List<DayFigures> figures() {
    List<DayFigures> figures = new ArrayList<>();
    days.forEach((day, of) -> figures.add(new DayFigures(day.toEpochDay(), of)));
    return figures;
  }

  private List<String> alerts() {
    return AlertRules.alerts(SETTINGS, figures(), TODAY).stream()
        .map(
            alert ->
                "%s %s %s %s %.1f/%d"
                    .formatted(
                        alert.kind().label(),
                        alert.dimension().label(),
                        alert.value(),
                        alert.day(),
                        alert.measured() <= 1 ? 100 * alert.measured() : alert.measured(),
                        alert.counts().verdicts()))
        .toList();
  }

  private List<String> rates() {
    return alerts().stream().filter(alert -> alert.startsWith("below_target")).toList();
  }
}
