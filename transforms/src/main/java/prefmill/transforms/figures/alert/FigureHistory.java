package prefmill.transforms.figures.alert;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import prefmill.transforms.figures.DayFigures;
import prefmill.transforms.figures.Dimension;
import prefmill.transforms.figures.Figure;

/** The figures of many days, to be asked by day and label. */
final class FigureHistory {
  private final NavigableMap<LocalDate, Map<Label, Figure>> days = new TreeMap<>();

  private FigureHistory() {}

  static FigureHistory of(Collection<DayFigures> days) {
    FigureHistory history = new FigureHistory();
    for (DayFigures day : days) {
      Map<Label, Figure> figures = new HashMap<>();
      day.figures().forEach(figure -> figures.put(Label.of(figure), figure));
      history.days.put(day.day(), figures);
    }
    return history;
  }

  /** The first day that has figures; empty if none has. */
  Optional<LocalDate> first() {
    return days.isEmpty() ? Optional.empty() : Optional.of(days.firstKey());
  }

  /** All figures of a day, in order. */
  List<Figure> on(LocalDate day) {
    return days.getOrDefault(day, Map.of()).values().stream().sorted(Figure.ORDER).toList();
  }

  /** The figures of one label from one day to another, both included, by day. */
  NavigableMap<LocalDate, Figure> of(Label label, LocalDate from, LocalDate to) {
    NavigableMap<LocalDate, Figure> found = new TreeMap<>();
    if (!from.isAfter(to)) {
      days.subMap(from, true, to, true)
          .forEach(
              (day, figures) -> {
                if (figures.containsKey(label)) {
                  found.put(day, figures.get(label));
                }
              });
    }
    return found;
  }

  /** A label of a dimension. */
  record Label(Dimension dimension, String value) {
    static final Label ALL = new Label(Dimension.ALL, "");

    static Label of(Figure figure) {
      return new Label(figure.dimension(), figure.value());
    }
  }
}
