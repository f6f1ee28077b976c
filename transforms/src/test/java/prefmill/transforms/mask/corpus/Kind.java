package prefmill.transforms.mask.corpus;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import prefmill.transforms.mask.PiiType;

/**
 * One kind of value of the corpus.
 *
 * @param type the type that it shall be found as
 * @param name what the table calls it
 * @param checked whether a check digit tells a right value
 * @param values makes one value
 * @param sentences what stands around it, with {@code %s} in its place
 */
record Kind(
    PiiType type,
    String name,
    boolean checked,
    Function<Random, String> values,
    List<String> sentences) {
  static Kind checked(
      PiiType type, String name, Function<Random, String> values, String... sentences) {
    return new Kind(type, name, true, values, List.of(sentences));
  }

  static Kind structured(
      PiiType type, String name, Function<Random, String> values, String... sentences) {
    return new Kind(type, name, false, values, List.of(sentences));
  }
}
