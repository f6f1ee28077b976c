package prefmill.transforms.quality.text;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Arrays;
import prefmill.transforms.quality.Share;
import prefmill.transforms.words.Words;

/**
 * Shares of repeated word n-grams in a text, as datatrove measures them.
 *
 * <p>One pass over the words for each n, on hashes: cost linear in the words.
 */
final class GramShares {
  private static final Hasher64 HASHER = Hashing.wyhashFinal4();

  private final Words words;
  private final int textLength;
  private final long[] keys;
  private final int[] counts;
  private boolean repeats = true;

  GramShares(Words words, int textLength) {
    this.words = words;
    this.textLength = textLength;
    int capacity = Integer.highestOneBit(Math.max(8, words.count())) * 4;
    this.keys = new long[capacity];
    this.counts = new int[capacity];
  }

  /** Whether any n-gram of the last question occurred twice; if not, no longer one does. */
  boolean repeats() {
    return repeats;
  }

  /** The share of the most frequent n-gram, spaces within it counted, if it occurs twice. */
  double top(int n) {
    clear();
    int most = 1;
    long characters = 0;
    for (int i = 0; i + n <= words.count(); i++) {
      int count = count(words.hash(HASHER, i, n));
      long length = words.characters(i, n) + n - 1L;
      if (count > most) {
        most = count;
        characters = count * length;
      } else if (count == most && count > 1) {
        characters = Math.max(characters, count * length);
      }
    }
    repeats = most > 1;
    return Share.of(Math.min(characters, textLength), textLength);
  }

  /** The share of n-grams that stood before, none counted twice where they overlap. */
  double duplicate(int n) {
    clear();
    long characters = 0;
    int i = 0;
    while (i + n <= words.count()) {
      if (count(words.hash(HASHER, i, n)) > 1) {
        characters += words.characters(i, n);
        i += n;
      } else {
        i++;
      }
    }
    repeats = characters > 0;
    return Share.of(Math.min(characters, textLength), textLength);
  }

  private void clear() {
    Arrays.fill(counts, 0);
  }

  private int count(long key) {
    int mask = keys.length - 1;
    int slot = (int) key & mask;
    while (counts[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    keys[slot] = key;
    return ++counts[slot];
  }
}
