package prefmill.transforms.neardup;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;

/**
 * The shingles of a row, tagged with the role of their text: the last user turn, the better answer,
 * the worse answer.
 */
final class RowShingles {
  /** The shingles of a text that a row does not have. */
  static final long[] NONE = {};

  private static final Hasher64 HASHER = Hashing.wyhashFinal4(0x726f77L);
  private static final int TURN = 1;
  private static final int CHOSEN = 2;
  private static final int REJECTED = 3;

  private RowShingles() {}

  /** The tagged hashes of the shingles of turn and answers. */
  static long[] of(long[] turn, long[] chosen, long[] rejected) {
    long[] tagged = new long[turn.length + chosen.length + rejected.length];
    int count = tag(turn, TURN, tagged, 0);
    count = tag(chosen, CHOSEN, tagged, count);
    tag(rejected, REJECTED, tagged, count);
    return tagged;
  }

  private static int tag(long[] shingles, int role, long[] tagged, int from) {
    for (int i = 0; i < shingles.length; i++) {
      tagged[from + i] = HASHER.hashLongLongToLong(shingles[i], role);
    }
    return from + shingles.length;
  }
}
