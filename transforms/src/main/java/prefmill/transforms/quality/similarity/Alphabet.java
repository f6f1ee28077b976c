package prefmill.transforms.quality.similarity;

import java.util.HashMap;
import java.util.Map;

/** A pattern's distinct code points, numbered from 1; every other code point is 0. */
final class Alphabet {
  private static final int ASCII = 128;

  private final int[] ascii = new int[ASCII];
  private final Map<Integer, Integer> others = new HashMap<>();
  private int size;

  private Alphabet() {}

  static Alphabet of(int[] pattern) {
    Alphabet alphabet = new Alphabet();
    for (int point : pattern) {
      if (alphabet.letter(point) == 0) {
        alphabet.add(point);
      }
    }
    return alphabet;
  }

  /** The numbers of a text's code points. */
  int[] letters(int[] text) {
    int[] letters = new int[text.length];
    for (int i = 0; i < text.length; i++) {
      letters[i] = letter(text[i]);
    }
    return letters;
  }

  /** For each letter the places where the pattern has it, 64 to a word. */
  long[][] positions(int[] pattern) {
    long[][] positions = new long[size + 1][(pattern.length + 63) / 64];
    for (int i = 0; i < pattern.length; i++) {
      positions[letter(pattern[i])][i >> 6] |= 1L << (i & 63);
    }
    return positions;
  }

  /** A bound from below on the distance: every letter that one side has more of costs an edit. */
  int leastDistance(int[] pattern, int[] letters) {
    int[] surplus = new int[size + 1];
    for (int letter : letters) {
      surplus[letter]++;
    }
    for (int point : pattern) {
      surplus[letter(point)]--;
    }
    int more = 0;
    int less = 0;
    for (int difference : surplus) {
      more += Math.max(difference, 0);
      less += Math.max(-difference, 0);
    }
    return Math.max(more, less);
  }

  private int letter(int point) {
    return point < ASCII ? ascii[point] : others.getOrDefault(point, 0);
  }

  private void add(int point) {
    size++;
    if (point < ASCII) {
      ascii[point] = size;
    } else {
      others.put(point, size);
    }
  }
}
