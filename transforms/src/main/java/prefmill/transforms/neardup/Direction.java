package prefmill.transforms.neardup;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;

/**
 * Which way a row prefers, in 16 bytes: a sample of the shingles that only one of its answers has,
 * each with a bit that says which.
 *
 * <p>Rows with a long question in common, or with answers that differ in a word, have nearly equal
 * shingles whichever answer they prefer; the direction tells them apart. The sample takes the least
 * hash in each of 16 ranges (one-permutation hashing: Li, Owen and Zhang 2012, arXiv:1208.1259).
 */
final class Direction {
  /** The bytes of a direction. */
  static final int LENGTH = 16;

  private static final Hasher64 HASHER = Hashing.wyhashFinal4(0x646972L);
  private static final int NAME = 0xFE;
  private static final int REJECTED = 1;

  private final long[] least = new long[LENGTH];
  private final byte[] bytes = new byte[LENGTH];

  private Direction() {}

  /** The direction of a row; an answer that is null has no shingles. */
  static byte[] of(String chosen, long[] better, String rejected, long[] worse) {
    Direction direction = new Direction();
    int apart = direction.takeOnly(better, worse, 0);
    apart += direction.takeOnly(worse, better, REJECTED);
    if (apart == 0 && chosen != null && rejected != null) {
      // The answers differ in punctuation alone: C++ or C#.
      direction.take(HASHER.hashCharsToLong(chosen), 0);
      direction.take(HASHER.hashCharsToLong(rejected), REJECTED);
    }
    return direction.bytes;
  }

  /** Whether more of what two rows have in common speaks against one another than for. */
  static boolean opposite(byte[] a, byte[] b, int from) {
    int same = 0;
    int opposite = 0;
    for (int i = from; i < from + LENGTH; i++) {
      if (a[i] != 0 && (a[i] & NAME) == (b[i] & NAME)) {
        same += a[i] == b[i] ? 1 : 0;
        opposite += a[i] == b[i] ? 0 : 1;
      }
    }
    return opposite > same;
  }

  /** Takes the shingles that the other answer does not have; both ascending. */
  private int takeOnly(long[] shingles, long[] other, int role) {
    int taken = 0;
    int j = 0;
    for (long shingle : shingles) {
      while (j < other.length && other[j] < shingle) {
        j++;
      }
      if (j == other.length || other[j] != shingle) {
        take(shingle, role);
        taken++;
      }
    }
    return taken;
  }

  private void take(long hash, int role) {
    int range = (int) (hash >>> 60);
    if (bytes[range] == 0 || hash < least[range]) {
      least[range] = hash;
      // Zero stands for nothing taken, so a name is never zero.
      int name = Math.max(2, (int) (hash >>> 16) & NAME);
      bytes[range] = (byte) (name | role);
    }
  }
}
