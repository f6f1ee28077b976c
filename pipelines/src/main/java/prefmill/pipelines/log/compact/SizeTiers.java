package prefmill.pipelines.log.compact;

import java.util.List;

/**
 * Which units of a log are to be sorted into one: all below a size once they are many, so that a
 * log of n times the size is sorted log(n) times over its life and never has many of one size
 * (size-tiered compaction, as in log-structured merge trees).
 */
final class SizeTiers {
  // below these a build reads them faster than a job of its own sorts them
  private static final int MANY_SMALL = 200;
  private static final int MANY = 8;
  private static final long SMALL_BYTES = 16L << 20;
  private static final int STEP = 8;
  private static final long LARGEST_BYTES = 1L << 50;

  private SizeTiers() {}

  /** The units to be sorted into one, of the largest size that is crowded; empty if none is. */
  static List<LogUnit> crowded(List<LogUnit> units) {
    List<LogUnit> crowd = List.of();
    long from = 0;
    for (long below = SMALL_BYTES; below < LARGEST_BYTES; below *= STEP) {
      double readers = 0;
      for (LogUnit unit : units) {
        readers += unit.bytes() >= from && unit.bytes() < below ? unit.overlap() : 0;
      }
      if (readers >= (from == 0 ? MANY_SMALL : MANY)) {
        long limit = below;
        crowd = units.stream().filter(unit -> unit.bytes() < limit).toList();
      }
      from = below;
    }
    return crowd;
  }
}
