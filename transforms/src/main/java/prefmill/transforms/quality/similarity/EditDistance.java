package prefmill.transforms.quality.similarity;

import java.util.Arrays;

/**
 * Levenshtein's distance of two sequences of code points, by Myers' bit vectors in blocks of 64
 * rows (Myers 1999, doi:10.1145/316542.316550; the form with horizontal deltas is Hyyrö's, 2003).
 *
 * <p>Equal ends are cut first; sequences that differ too much in length or in their characters are
 * turned away without a matrix. Cost: product of the lengths / 64 word steps.
 */
final class EditDistance {
  /** The answer where the distance is greater than asked for. */
  static final int FARTHER = -1;

  private EditDistance() {}

  /** The distance if it is at most {@code most}, else {@link #FARTHER}. */
  static int within(int[] a, int[] b, int most) {
    int start = Arrays.mismatch(a, b);
    if (start < 0) {
      return 0;
    }
    int endA = a.length;
    int endB = b.length;
    while (endA > start && endB > start && a[endA - 1] == b[endB - 1]) {
      endA--;
      endB--;
    }
    int[] pattern = Arrays.copyOfRange(a, start, endA);
    int[] text = Arrays.copyOfRange(b, start, endB);
    if (pattern.length > text.length) {
      int[] swap = pattern;
      pattern = text;
      text = swap;
    }
    if (text.length - pattern.length > most) {
      return FARTHER;
    }
    if (pattern.length == 0) {
      return text.length;
    }
    Alphabet alphabet = Alphabet.of(pattern);
    int[] letters = alphabet.letters(text);
    if (alphabet.leastDistance(pattern, letters) > most) {
      return FARTHER;
    }
    return scan(alphabet.positions(pattern), letters, pattern.length, most);
  }

  /** Runs over the columns; {@code score} is the distance of the pattern to the text so far. */
  private static int scan(long[][] positions, int[] letters, int length, int most) {
    int blocks = (length + 63) / 64;
    long last = 1L << ((length - 1) & 63);
    long[] up = new long[blocks];
    long[] down = new long[blocks];
    Arrays.fill(up, -1L);
    int score = length;
    for (int column = 0; column < letters.length; column++) {
      long[] equal = positions[letters[column]];
      long carryUp = 1;
      long carryDown = 0;
      for (int block = 0; block < blocks; block++) {
        long eq = equal[block] | carryDown;
        long pv = up[block];
        long mv = down[block];
        long diagonal = (((eq & pv) + pv) ^ pv) | eq | mv;
        long horizontalUp = mv | ~(diagonal | pv);
        long horizontalDown = pv & diagonal;
        if (block == blocks - 1) {
          score += (horizontalUp & last) != 0 ? 1 : (horizontalDown & last) != 0 ? -1 : 0;
        }
        long shiftedUp = (horizontalUp << 1) | carryUp;
        long shiftedDown = (horizontalDown << 1) | carryDown;
        carryUp = horizontalUp >>> 63;
        carryDown = horizontalDown >>> 63;
        up[block] = shiftedDown | ~((equal[block] | mv) | shiftedUp);
        down[block] = shiftedUp & (equal[block] | mv);
      }
      if (score - (letters.length - 1 - column) > most) {
        return FARTHER;
      }
    }
    return score <= most ? score : FARTHER;
  }
}
