package prefmill.transforms.figures.alert;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import prefmill.transforms.figures.Counts;
import prefmill.transforms.figures.Dimension;
import prefmill.transforms.figures.Figure;

/**
 * Something that people should look at. Kind, dimension, value and day say which it is: an alert
 * with the same four is the same alert, whatever its numbers by then.
 *
 * @param kind what it is about
 * @param dimension of what kind of label
 * @param value the label; empty for all
 * @param day the day, or the first day, that it is about, in UTC
 * @param stretch an alert of the same kind and label on one of these days is the same one, too:
 *     late feedback may move the first day
 * @param counts what it rests on
 * @param measured the rate or number that was seen
 * @param expected the rate or number that it was held against
 * @param examples ids of disliked events, at most five
 */
public record Alert(
    AlertKind kind,
    Dimension dimension,
    String value,
    LocalDate day,
    Days stretch,
    Counts counts,
    double measured,
    double expected,
    List<String> examples) {
  public Alert {
    examples = List.copyOf(examples);
  }

  /**
   * Days in a row.
   *
   * @param first the first
   * @param last the last
   */
  public record Days(LocalDate first, LocalDate last) {}

  static Alert of(AlertKind kind, LocalDate day, Figure figure, double measured, double expected) {
    return of(kind, day, new Days(day, day), figure, measured, expected);
  }

  static Alert of(
      AlertKind kind,
      LocalDate day,
      Days stretch,
      Figure figure,
      double measured,
      double expected) {
    return new Alert(
        kind,
        figure.dimension(),
        figure.value(),
        day,
        stretch,
        figure.counts(),
        measured,
        expected,
        figure.examples().stream().map(Figure.Example::eventId).toList());
  }

  /** One sentence for people; no feedback in it, but the label. */
  public String sentence() {
    String what = dimension == Dimension.ALL ? "all feedback" : dimension.label() + " " + value;
    return switch (kind) {
      case BELOW_TARGET ->
          say(
              "approval of %s is %.1f %% (%d of %d), under the target of %.1f %%, since %s",
              what, 100 * measured, counts.ups(), counts.verdicts(), 100 * expected, day);
      case DISLIKE_SPIKE ->
          say(
              "%s has %d dislikes on %s, where the days before had %.1f on average",
              what, counts.downs(), day, expected);
      case NEW_ACTION_FAILS ->
          say(
              "the new %s, seen since %s, is approved in %.1f %% (%d of %d), under %.1f %%",
              what, day, 100 * measured, counts.ups(), counts.verdicts(), 100 * expected);
      case BEHIND_PLAN ->
          say(
              "the week from %s brought %d events, the plan is %.0f",
              day, counts.events(), expected);
    };
  }

  private static String say(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
