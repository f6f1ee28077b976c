package prefmill.transforms.neardup;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Arrays;
import prefmill.transforms.words.Words;

/**
 * The shingles of a text, as 64-bit hashes: its runs of five {@link Words}; of up to five words the
 * run of them all; of a text without words the text itself.
 *
 * <p>Scripts without spaces come out as runs of five characters. Never empty.
 */
public final class Shingles {
  /** How many words a shingle has. */
  public static final int LENGTH = 5;

  private static final Hasher64 HASHER = Hashing.wyhashFinal4(0x7368696e676c65L);

  private Shingles() {}

  /** The hashes of the distinct shingles, ascending. */
  public static long[] of(String text) {
    Words words = Words.of(text);
    if (words.count() == 0) {
      return new long[] {HASHER.hashCharsToLong(text.strip())};
    }
    int length = Math.min(LENGTH, words.count());
    long[] hashes = new long[words.count() - length + 1];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = words.hash(HASHER, i, length);
    }
    return distinct(hashes);
  }

  /** The exact Jaccard similarity of two texts' shingles, 0 to 1. */
  public static double jaccard(String a, String b) {
    return jaccard(of(a), of(b));
  }

  /** The Jaccard similarity of two sets of hashes, each ascending and distinct. */
  public static double jaccard(long[] a, long[] b) {
    int common = common(a, b);
    int union = a.length + b.length - common;
    return union == 0 ? 1 : (double) common / union;
  }

  static int common(long[] a, long[] b) {
    int common = 0;
    int j = 0;
    for (long hash : a) {
      while (j < b.length && b[j] < hash) {
        j++;
      }
      if (j < b.length && b[j] == hash) {
        common++;
        j++;
      }
    }
    return common;
  }

  private static long[] distinct(long[] hashes) {
    Arrays.sort(hashes);
    int count = 0;
    for (int i = 0; i < hashes.length; i++) {
      if (i == 0 || hashes[i] != hashes[i - 1]) {
        hashes[count++] = hashes[i];
      }
    }
    return count == hashes.length ? hashes : Arrays.copyOf(hashes, count);
  }
}
