package prefmill.trainers.tiny;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The words of a corpus as token ids, with the count and the places of each adjacent pair. */
final class PairIndex {
  private final List<int[]> words = new ArrayList<>();
  private final List<Long> counts = new ArrayList<>();
  private final Map<Long, Long> frequency = new HashMap<>();
  private final Map<Long, TreeSet<Integer>> places = new HashMap<>();

  private PairIndex() {}

  /** Indexes words of byte stand-ins. */
  static PairIndex of(Map<String, Long> wordCounts, List<String> tokens) {
    Map<Character, Integer> ids = new HashMap<>();
    for (int id = 0; id < tokens.size(); id++) {
      if (tokens.get(id).length() == 1) {
        ids.put(tokens.get(id).charAt(0), id);
      }
    }
    PairIndex index = new PairIndex();
    wordCounts.forEach(
        (word, count) -> {
          index.words.add(word.chars().map(c -> ids.get((char) c)).toArray());
          index.counts.add(count);
          index.count(index.words.size() - 1, count);
        });
    return index;
  }

  static int left(long pair) {
    return (int) (pair >>> 32);
  }

  static int right(long pair) {
    return (int) pair;
  }

  /** The pair to merge next; -1 if none occurs twice. */
  long mostFrequent() {
    long best = -1;
    long most = 1;
    for (Map.Entry<Long, Long> e : frequency.entrySet()) {
      long count = e.getValue();
      if (count > most || (count == most && best >= 0 && e.getKey() < best)) {
        best = e.getKey();
        most = count;
      }
    }
    return best;
  }

  /** Replaces a pair by a new token wherever it occurs. */
  void merge(long pair, int token) {
    for (int place : List.copyOf(places.get(pair))) {
      long count = counts.get(place);
      count(place, -count);
      words.set(place, replaced(words.get(place), pair, token));
      count(place, count);
    }
    frequency.remove(pair);
    places.remove(pair);
  }

  private static int[] replaced(int[] word, long pair, int token) {
    int[] shorter = new int[word.length];
    int length = 0;
    for (int i = 0; i < word.length; i++) {
      if (i + 1 < word.length && pair(word[i], word[i + 1]) == pair) {
        shorter[length++] = token;
        i++;
      } else {
        shorter[length++] = word[i];
      }
    }
    return java.util.Arrays.copyOf(shorter, length);
  }

  private void count(int place, long count) {
    int[] word = words.get(place);
    for (int i = 0; i + 1 < word.length; i++) {
      long pair = pair(word[i], word[i + 1]);
      frequency.merge(pair, count, Long::sum);
      if (count > 0) {
        places.computeIfAbsent(pair, p -> new TreeSet<>()).add(place);
      }
    }
  }

  private static long pair(int left, int right) {
    return ((long) left << 32) | right;
  }
}
