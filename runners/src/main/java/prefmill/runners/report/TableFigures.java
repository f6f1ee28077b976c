package prefmill.runners.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import prefmill.trainers.registry.figures.FigureRow;
import prefmill.trainers.registry.figures.FigureRows;
import prefmill.transforms.figures.Counts;
import prefmill.transforms.figures.DayFigures;
import prefmill.transforms.figures.Dimension;
import prefmill.transforms.figures.Figure;
import prefmill.transforms.keys.Id;

/** The figures of a dataset in the registry's table. */
final class TableFigures {
  private final FigureRows table;
  private final String dataset;

  TableFigures(FigureRows table, String dataset) {
    this.table = table;
    this.dataset = dataset;
  }

  /** Puts a day in its place, unless the table knows more of it. */
  void replace(DayFigures day) {
    table.replace(dataset, day.day(), day.figures().stream().map(f -> row(day.day(), f)).toList());
  }

  /** The days from a day on that have figures. */
  List<DayFigures> since(LocalDate first) {
    Map<LocalDate, List<Figure>> days = new TreeMap<>();
    for (FigureRow row : table.since(dataset, first)) {
      days.computeIfAbsent(row.day(), day -> new ArrayList<>()).add(figure(row));
    }
    List<DayFigures> figures = new ArrayList<>();
    days.forEach(
        (day, of) ->
            figures.add(
                new DayFigures(day.toEpochDay(), of.stream().sorted(Figure.ORDER).toList())));
    return figures;
  }

  private static FigureRow row(LocalDate day, Figure figure) {
    Counts counts = figure.counts();
    return new FigureRow(
        day,
        figure.dimension().label(),
        figure.value(),
        counts.events(),
        counts.persons(),
        counts.ups(),
        counts.downs(),
        counts.neutrals(),
        counts.corrections(),
        figure.examples().stream().map(Figure.Example::eventId).toList());
  }

  /** The table keeps the order of the examples' keys, not the keys. */
  private static Figure figure(FigureRow row) {
    List<String> ids = row.exampleIds();
    return new Figure(
        Dimension.named(row.dimension()),
        row.value(),
        new Counts(
            row.events(), row.persons(), row.ups(), row.downs(), row.neutrals(), row.corrections()),
        IntStream.range(0, ids.size())
            .mapToObj(i -> new Figure.Example(new Id(0, i), ids.get(i)))
            .toList());
  }
}
