package prefmill.transforms.figures;

import java.time.LocalDate;
import java.util.List;

/**
 * All figures of a day, whole: of two of one day and log, the one with more events knows more.
 *
 * @param epochDay the day in UTC, counted from 1970-01-01
 * @param figures in their order; the first is of all
 */
public record DayFigures(long epochDay, List<Figure> figures) {
  public DayFigures {
    figures = List.copyOf(figures);
  }

  /** The day in UTC. */
  public LocalDate day() {
    return LocalDate.ofEpochDay(epochDay);
  }

  /** How many distinct events it rests on. */
  public long events() {
    return figures.isEmpty() ? 0 : figures.get(0).counts().events();
  }
}
