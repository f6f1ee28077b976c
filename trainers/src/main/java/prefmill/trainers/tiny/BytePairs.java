package prefmill.trainers.tiny;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A byte-level vocabulary learned from texts by byte-pair encoding (Sennrich et al., 2016).
 *
 * @param tokens special tokens, then the bytes, then what was merged; a token's place is its id
 * @param merges the merged pairs in the order in which they apply
 */
record BytePairs(List<String> tokens, List<Merge> merges) {
  /** How texts are cut into words before anything is merged, as GPT-2 does. */
  private static final Pattern WORD =
      Pattern.compile(
          "'(?:[sdmt]|ll|ve|re)| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
          Pattern.UNICODE_CHARACTER_CLASS);

  BytePairs {
    tokens = List.copyOf(tokens);
    merges = List.copyOf(merges);
  }

  /** Two tokens that become one. */
  record Merge(String left, String right) {}

  /**
   * Learns merges until the vocabulary is full or no pair occurs twice. The most frequent pair is
   * merged first; among equals the one with the smaller ids, so that the result does not depend on
   * the order of the texts.
   */
  static BytePairs learn(List<String> texts, List<String> special, int size) {
    List<String> tokens = new ArrayList<>(special);
    tokens.addAll(ByteAlphabet.all());
    List<Merge> merges = new ArrayList<>();
    PairIndex index = PairIndex.of(words(texts), tokens);
    while (tokens.size() < size) {
      long pair = index.mostFrequent();
      if (pair < 0) {
        break;
      }
      String left = tokens.get(PairIndex.left(pair));
      String right = tokens.get(PairIndex.right(pair));
      merges.add(new Merge(left, right));
      index.merge(pair, tokens.size());
      tokens.add(left + right);
    }
    return new BytePairs(tokens, merges);
  }

  private static Map<String, Long> words(List<String> texts) {
    Map<String, Long> counts = new TreeMap<>();
    for (String text : texts) {
      Matcher matcher = WORD.matcher(text);
      while (matcher.find()) {
        counts.merge(ByteAlphabet.of(matcher.group()), 1L, Long::sum);
      }
    }
    return counts;
  }
}
