package prefmill.transforms.figures;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import prefmill.transforms.event.Facet;
import prefmill.transforms.keys.Id;

/**
 * Counts what stood at the end of a day: of all that a person says about a message in a facet, the
 * last word of the day counts, unless it takes back.
 *
 * <p>A pure function of the set of facts: neither order nor the word's day before or after matter.
 */
final class DayTally {
  private static final List<Facet> COUNTED = List.of(Facet.POLARITY, Facet.CORRECTION);

  private final Map<Dimension, Map<String, Cell>> cells = new EnumMap<>(Dimension.class);

  private DayTally() {}

  /** The figures of facts, each of another event, in order. */
  static List<Figure> of(Collection<FeedbackFact> facts) {
    DayTally tally = new DayTally();
    Map<Subject, FeedbackFact> last = new HashMap<>();
    for (FeedbackFact fact : facts) {
      tally.each(
          fact,
          cell -> {
            cell.events++;
            cell.persons.add(fact.person());
          });
      for (Facet facet : COUNTED) {
        if (fact.speaksOf(facet)) {
          last.merge(
              new Subject(fact.person(), fact.message(), facet),
              fact,
              (a, b) -> b.isAfter(a) ? b : a);
        }
      }
    }
    last.forEach(
        (subject, fact) -> {
          if (!fact.takesBack()) {
            tally.each(fact, cell -> cell.count(subject.facet, fact));
          }
        });
    return tally.figures();
  }

  private void each(FeedbackFact fact, Consumer<Cell> change) {
    for (Dimension dimension : Dimension.values()) {
      String label = fact.labels().of(dimension);
      if (label != null) {
        change.accept(
            cells
                .computeIfAbsent(dimension, d -> new TreeMap<>())
                .computeIfAbsent(label, l -> new Cell()));
      }
    }
  }

  private List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    cells.forEach(
        (dimension, values) ->
            values.forEach((value, cell) -> figures.add(cell.figure(dimension, value))));
    return figures;
  }

  private record Subject(Id person, Id message, Facet facet) {}

  private static final class Cell {
    private final Set<Id> persons = new HashSet<>();
    private final List<Figure.Example> disliked = new ArrayList<>();
    private long events;
    private long ups;
    private long neutrals;
    private long corrections;

    void count(Facet facet, FeedbackFact fact) {
      if (facet == Facet.CORRECTION) {
        corrections++;
        return;
      }
      switch (fact.polarity()) {
        case UP -> ups++;
        case NEUTRAL -> neutrals++;
        case DOWN -> disliked.add(new Figure.Example(fact.event(), fact.eventId()));
      }
    }

    Figure figure(Dimension dimension, String value) {
      Counts counts =
          new Counts(events, persons.size(), ups, disliked.size(), neutrals, corrections);
      return new Figure(dimension, value, counts, disliked);
    }
  }
}
