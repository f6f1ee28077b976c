package prefmill.transforms.neardup;

/**
 * What a sketch of {@link Sketcher} is good for: bands that bring likely near-duplicates together,
 * and the confirmation.
 *
 * <p>A sketch has 112 bytes, of which two sketches share a part of about j + (1 - j) / 256, where j
 * is the Jaccard similarity of the shingles.
 */
public final class Sketch {
  /** The bytes of a sketch, one for each permutation. */
  public static final int LENGTH = 112;

  /** The bytes of a row's sketch: behind the permutations stands which way the row prefers. */
  public static final int ROW_LENGTH = LENGTH + Direction.LENGTH;

  /** The equal bytes that stand for a Jaccard similarity of 0.7. */
  public static final int CONFIRMED = 79;

  private Sketch() {}

  /**
   * The keys under which a sketch is looked for: sketches with an equal band share its key, others
   * none.
   *
   * @param bands the number of bands
   * @param rows the bytes of a band, at most 7; bands times rows at most {@link #LENGTH}
   */
  public static long[] bands(byte[] sketch, int bands, int rows) {
    if (rows > 7 || bands > 256 || bands * rows > LENGTH) {
      throw new IllegalArgumentException(
          bands + " bands of " + rows + " bytes do not fit a sketch of " + LENGTH);
    }
    long[] keys = new long[bands];
    for (int band = 0; band < bands; band++) {
      long key = band;
      for (int row = 0; row < rows; row++) {
        key = (key << 8) | (sketch[band * rows + row] & 0xFF);
      }
      keys[band] = key;
    }
    return keys;
  }

  /** How many bytes of two sketches are equal. */
  public static int agreement(byte[] a, byte[] b) {
    int equal = 0;
    for (int i = 0; i < LENGTH; i++) {
      equal += a[i] == b[i] ? 1 : 0;
    }
    return equal;
  }

  /**
   * Whether two rows are near-duplicates: both their row and their turn sketches agree, and they do
   * not prefer the opposite.
   */
  public static boolean nearDuplicate(byte[] rowA, byte[] turnA, byte[] rowB, byte[] turnB) {
    return similar(turnA, turnB) && similar(rowA, rowB) && !Direction.opposite(rowA, rowB, LENGTH);
  }

  /** Whether two sketches agree in as many bytes as stand for a Jaccard similarity of 0.7. */
  public static boolean similar(byte[] a, byte[] b) {
    return agreement(a, b) >= CONFIRMED;
  }
}
