package prefmill.pipelines.statistics;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The buckets of a histogram of how many characters longer chosen answers are than rejected. */
final class LengthGaps {
  private static final String PREFIX = "preference.length_gap.";
  // a scale that is near to logarithmic, so that a word more and a page more are told apart
  private static final long[] EDGES = {1, 10, 30, 100, 300, 1000, 3000};

  private LengthGaps() {}

  /** The name under which a pair's gap is counted. */
  static String name(long gap) {
    return PREFIX + Long.signum(gap) * bucket(Math.abs(gap));
  }

  /** The histogram, from far shorter to far longer; empty buckets are left out. */
  static Map<String, Long> histogram(Map<String, Long> sums) {
    Map<String, Long> histogram = new LinkedHashMap<>();
    for (int place = -EDGES.length; place <= EDGES.length; place++) {
      Long count = sums.get(PREFIX + place);
      if (count != null) {
        histogram.put(label(place), count);
      }
    }
    return histogram;
  }

  private static int bucket(long length) {
    int bucket = 0;
    while (bucket < EDGES.length && length >= EDGES[bucket]) {
      bucket++;
    }
    return bucket;
  }

  private static String label(int place) {
    if (place == 0) {
      return "equal";
    }
    int bucket = Math.abs(place);
    String range =
        bucket == EDGES.length
            ? EDGES[bucket - 1] + " or more"
            : String.format(Locale.ROOT, "%d to %d", EDGES[bucket - 1], EDGES[bucket] - 1);
    return (place < 0 ? "shorter by " : "longer by ") + range;
  }
}
