package prefmill.trainers.preflight.tokens;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How long things are, in tokens. A percentile is the smallest length that so many percent of the
 * rows do not exceed (nearest rank).
 *
 * @param p50 the median
 * @param p90 what nine in ten do not exceed
 * @param p99 what 99 in 100 do not exceed
 * @param max the longest
 * @param buckets number of rows by the power of two that bounds their length from above
 */
public record Lengths(int p50, int p90, int p99, int max, SortedMap<Integer, Integer> buckets) {
  private static final int SMALLEST_BUCKET = 16;

  /** Of any number of lengths; all zero of none. */
  public static Lengths of(IntStream lengths) {
    int[] sorted = lengths.sorted().toArray();
    SortedMap<Integer, Integer> buckets = new TreeMap<>();
    Arrays.stream(sorted).forEach(length -> buckets.merge(bound(length), 1, Integer::sum));
    return new Lengths(
        rank(sorted, 50), rank(sorted, 90), rank(sorted, 99), rank(sorted, 100), buckets);
  }

  /** For programs. */
  public Map<String, Object> json() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("p50", p50);
    values.put("p90", p90);
    values.put("p99", p99);
    values.put("max", max);
    Map<String, Integer> named = new LinkedHashMap<>();
    buckets.forEach((bound, rows) -> named.put(Integer.toString(bound), rows));
    values.put("rows_up_to", named);
    return values;
  }

  private static int bound(int length) {
    int bound = SMALLEST_BUCKET;
    while (bound < length && bound <= Integer.MAX_VALUE / 2) {
      bound *= 2;
    }
    return bound;
  }

  private static int rank(int[] sorted, int percent) {
    if (sorted.length == 0) {
      return 0;
    }
    long place = ((long) sorted.length * percent + 99) / 100;
    return sorted[(int) Math.max(1, place) - 1];
  }
}
