package prefmill.transforms.figures;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import prefmill.transforms.keys.Id;

/**
 * What was said of one label, or of all.
 *
 * @param dimension what kind of label
 * @param value the label; empty for all
 * @param counts how often what was said
 * @param examples of the disliked, those with the smallest stable keys, at most five
 */
public record Figure(Dimension dimension, String value, Counts counts, List<Example> examples) {
  /** By dimension, then by label. */
  public static final Comparator<Figure> ORDER =
      Comparator.comparing(Figure::dimension).thenComparing(Figure::value);

  private static final int EXAMPLES = 5;

  public Figure {
    examples = examples.stream().sorted().distinct().limit(EXAMPLES).toList();
  }

  /** Figures of one label over disjoint sets of persons, together. */
  Figure plus(Figure other) {
    List<Example> both = new ArrayList<>(examples);
    both.addAll(other.examples);
    return new Figure(dimension, value, counts.plus(other.counts), both);
  }

  /**
   * A disliked event.
   *
   * @param key its stable key, which nobody can choose
   * @param eventId its id as given
   */
  public record Example(Id key, String eventId) implements Comparable<Example> {
    @Override
    public int compareTo(Example other) {
      return key.compareTo(other.key);
    }
  }
}
