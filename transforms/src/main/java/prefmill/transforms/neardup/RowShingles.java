package prefmill.transforms.neardup;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Arrays;

/**
 * The shingles of a row, tagged with the role of their text: the last user turn, the better answer,
 * the worse answer.
 *
 * <p>Rows that differ only in having chosen and rejected exchanged share the turn's shingles and
 * those that stand in both answers. Where these would outweigh the rest, the rest is repeated, so
 * that exchanged rows never reach a Jaccard similarity above 3/7 and opposite preferences never
 * count as near-duplicates.
 */
final class RowShingles {
  private static final Hasher64 HASHER = Hashing.wyhashFinal4(0x726f77L);
  private static final long[] NONE = {};
  private static final int TURN = 1;
  private static final int CHOSEN = 2;
  private static final int REJECTED = 3;

  /** What exchanged rows share may weigh at most this many times what tells them apart. */
  private static final double GREATEST_WEIGHT = 1.5;

  private long[] tagged = new long[256];
  private int count;

  private RowShingles() {}

  /** The tagged hashes; an answer that is null has none. */
  static long[] of(String turn, String chosen, String rejected) {
    long[] turns = Shingles.of(turn);
    long[] better = chosen == null ? NONE : Shingles.of(chosen);
    long[] worse = rejected == null ? NONE : Shingles.of(rejected);
    int common = Shingles.common(better, worse);
    int shared = turns.length + 2 * common;
    int apart = better.length + worse.length - 2 * common;
    double copies = apart == 0 ? 1 : Math.max(1, shared / (GREATEST_WEIGHT * apart));
    RowShingles row = new RowShingles();
    row.add(turns, NONE, TURN, 1);
    row.add(better, worse, CHOSEN, copies);
    row.add(worse, better, REJECTED, copies);
    return Arrays.copyOf(row.tagged, row.count);
  }

  /** The hashes of a role without the row: what the turn's own sketch is made of. */
  static long[] ofTurn(String turn) {
    RowShingles row = new RowShingles();
    row.add(Shingles.of(turn), NONE, TURN, 1);
    return Arrays.copyOf(row.tagged, row.count);
  }

  private void add(long[] shingles, long[] other, int role, double copies) {
    int whole = (int) copies;
    // Each shingle rounds by its own hash, so that near-copies with nearly equal weights agree.
    long part = (long) ((copies - whole) * (1L << 32));
    int j = 0;
    for (long shingle : shingles) {
      while (j < other.length && other[j] < shingle) {
        j++;
      }
      boolean both = j < other.length && other[j] == shingle;
      int times = both ? 1 : whole + ((shingle & 0xFFFFFFFFL) < part ? 1 : 0);
      for (int copy = 0; copy < times; copy++) {
        put(HASHER.hashLongLongToLong(shingle, ((long) copy << 2) | role));
      }
    }
  }

  private void put(long hash) {
    if (count == tagged.length) {
      tagged = Arrays.copyOf(tagged, 2 * count);
    }
    tagged[count++] = hash;
  }
}
