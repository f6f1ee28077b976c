package prefmill.pipelines.log.cursor;

import static org.apache.parquet.filter2.predicate.FilterApi.and;
import static org.apache.parquet.filter2.predicate.FilterApi.eq;
import static org.apache.parquet.filter2.predicate.FilterApi.gtEq;
import static org.apache.parquet.filter2.predicate.FilterApi.longColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.ltEq;
import static org.apache.parquet.filter2.predicate.FilterApi.or;

import java.util.List;
import java.util.Set;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.filter2.predicate.Operators.LongColumn;
import prefmill.pipelines.log.LogRecords;
import prefmill.pipelines.run.Stretches;

/**
 * Which events of a segment are read: those of a stretch of buckets, or of some buckets in it.
 *
 * @param bits stretches are two to the power of bits
 * @param stretch one of them
 * @param only the buckets in it; null for all
 */
public record BucketRange(int bits, int stretch, Set<Long> only) {
  /** All buckets. */
  static final BucketRange ALL = new BucketRange(0, 0, null);

  private static final LongColumn PLACE = longColumn("place");
  // above this so many pages of a file are read that it may as well be read whole
  private static final int PICKED = 512;

  /** All buckets of a stretch. */
  public static BucketRange of(int bits, int stretch) {
    return new BucketRange(bits, stretch, null);
  }

  /** Some buckets of this stretch. */
  public BucketRange only(Set<Long> buckets) {
    return new BucketRange(bits, stretch, buckets);
  }

  /** Whether a bucket is in it. */
  boolean has(long bucket) {
    return Stretches.of(bucket, bits) == stretch && (only == null || only.contains(bucket));
  }

  /** What passes by a reader: at least the events in it. */
  FilterCompat.Filter filter() {
    if (only != null && only.size() <= PICKED) {
      return FilterCompat.get(anyOf(only.stream().map(LogRecords::place).sorted().toList()));
    }
    long first = bits == 0 ? Long.MIN_VALUE : LogRecords.place((long) stretch << (64 - bits));
    long last = bits == 0 ? Long.MAX_VALUE : first + ((1L << (64 - bits)) - 1);
    return FilterCompat.get(and(gtEq(PLACE, first), ltEq(PLACE, last)));
  }

  /** As a balanced tree: pages that hold none of the places are not even read. */
  private static FilterPredicate anyOf(List<Long> places) {
    int half = places.size() / 2;
    return half == 0
        ? eq(PLACE, places.get(0))
        : or(anyOf(places.subList(0, half)), anyOf(places.subList(half, places.size())));
  }
}
