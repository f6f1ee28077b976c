package prefmill.transforms.mask.rules.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import prefmill.transforms.mask.rules.Words;

/**
 * The ids that one authority gives.
 *
 * @param check whether an id, upper case and without separators but for a century's sign, is right
 * @param words what such an id is called in the languages of its country
 * @param shapes the ways in which it is written
 */
record IdScheme(Predicate<String> check, Words words, List<IdShape> shapes) {
  /**
   * A scheme.
   *
   * @param alone the typical ways of writing, parted by bars
   * @param named those that are only an id near one of its words
   */
  static IdScheme of(String words, Predicate<String> check, String alone, String named) {
    List<IdShape> shapes = new ArrayList<>();
    IdScheme scheme = new IdScheme(check, Words.of(words), shapes);
    add(shapes, scheme, alone, true);
    add(shapes, scheme, named, false);
    return scheme;
  }

  private static void add(List<IdShape> shapes, IdScheme scheme, String patterns, boolean alone) {
    if (!patterns.isEmpty()) {
      for (String pattern : patterns.split("\\|", -1)) {
        shapes.add(new IdShape(scheme, pattern, alone));
      }
    }
  }
}
