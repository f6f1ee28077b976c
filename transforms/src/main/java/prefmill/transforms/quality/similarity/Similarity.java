package prefmill.transforms.quality.similarity;

import java.util.Arrays;
import java.util.OptionalDouble;
import prefmill.transforms.quality.Share;

/**
 * How alike two texts are: 1 - Levenshtein distance / length of the longer, in code points, of
 * which only the first 4,096 count.
 *
 * <p>Two empty texts are alike (1). Values are whole millionths.
 */
public final class Similarity {
  /** How many code points of a text count. */
  public static final int LIMIT = 4_096;

  private Similarity() {}

  /** The similarity, 0 to 1. */
  public static double of(String a, String b) {
    return above(a, b, -1).orElseThrow();
  }

  /** The similarity if it is above a bound, else empty, which is the cheaper question. */
  public static OptionalDouble above(String a, String b, double bound) {
    int[] left = codePoints(a);
    int[] right = codePoints(b);
    int longer = Math.max(left.length, right.length);
    if (longer == 0) {
      return bound < 1 ? OptionalDouble.of(1) : OptionalDouble.empty();
    }
    // One more than the bound allows, so that rounding cannot decide.
    long most = (long) ((1 - Math.max(bound, 0)) * longer) + 1;
    int distance = EditDistance.within(left, right, (int) Math.min(most, longer));
    if (distance == EditDistance.FARTHER) {
      return OptionalDouble.empty();
    }
    double similarity = Share.of((long) longer - distance, longer);
    return similarity > bound ? OptionalDouble.of(similarity) : OptionalDouble.empty();
  }

  private static int[] codePoints(String text) {
    int[] points = new int[Math.min(LIMIT, text.length())];
    int count = 0;
    for (int i = 0; i < text.length() && count < points.length; count++) {
      int point = text.codePointAt(i);
      points[count] = point;
      i += Character.charCount(point);
    }
    return count == points.length ? points : Arrays.copyOf(points, count);
  }
}
