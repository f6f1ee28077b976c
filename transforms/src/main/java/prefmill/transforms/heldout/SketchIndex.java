package prefmill.transforms.heldout;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import prefmill.transforms.neardup.Sketch;

/**
 * Finds among sketches those of texts that may be near-copies of another one.
 *
 * <p>Twenty-eight bands of four bytes: of two texts with a Jaccard similarity of 0.8 no band agrees
 * once in two million times (Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", chapter 3).
 * Takes 224 bytes a sketch. Immutable.
 */
public final class SketchIndex {
  private static final int BANDS = 28;
  private static final int ROWS = 4;
  private static final int PLACE_BITS = 26;

  /** Of 112 bytes some 90 agree at a similarity of 0.8; fewer than 64 do at six deviations. */
  private static final int LIKELY = 64;

  private final List<byte[]> sketches;

  /** Band key and place of the sketch in one number, ascending: each band's places are together. */
  private final long[] places;

  private SketchIndex(List<byte[]> sketches, long[] places) {
    this.sketches = sketches;
    this.places = places;
  }

  /** An index of sketches, which are known by their places in the list. */
  public static SketchIndex of(List<byte[]> sketches) {
    if (sketches.size() >= 1 << PLACE_BITS) {
      throw new IllegalArgumentException("too many sketches: " + sketches.size());
    }
    long[] places = new long[sketches.size() * BANDS];
    int count = 0;
    for (int place = 0; place < sketches.size(); place++) {
      for (long band : Sketch.bands(sketches.get(place), BANDS, ROWS)) {
        places[count++] = band << PLACE_BITS | place;
      }
    }
    Arrays.sort(places);
    return new SketchIndex(List.copyOf(sketches), places);
  }

  /** The places of likely near-copies, the likeliest first, then in the order of the list. */
  public int[] likely(byte[] sketch) {
    BitSet found = new BitSet();
    for (long band : Sketch.bands(sketch, BANDS, ROWS)) {
      long first = band << PLACE_BITS;
      int at = Arrays.binarySearch(places, first);
      for (int i = at < 0 ? -at - 1 : at;
          i < places.length && places[i] >> PLACE_BITS == band;
          i++) {
        found.set((int) (places[i] - first));
      }
    }
    // fewer differing bytes first
    return found.stream()
        .mapToLong(
            p -> (long) (Sketch.LENGTH - Sketch.agreement(sketch, sketches.get(p))) << 32 | p)
        .filter(ranked -> ranked >> 32 <= Sketch.LENGTH - LIKELY)
        .sorted()
        .mapToInt(ranked -> (int) ranked)
        .toArray();
  }
}
