package prefmill.trainers.evaluate.leak;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds words that look drawn at random, as keys, tokens and account numbers do.
 *
 * <p>A word of 10 to 64 letters, digits and {@code + / = _ -} is one if the Shannon entropy of its
 * own characters, times its length, is at least 30 bits, and its characters change their kind
 * (upper case, lower case, digit, sign) at every fifth place or more often, or twelve of them are
 * digits. Placeholders of masked values are none.
 */
final class RandomWords {
  private static final Pattern WORD =
      Pattern.compile("(?<![A-Za-z0-9+/=_<-])[A-Za-z0-9+/=_-]{10,64}(?![A-Za-z0-9+/=_-])");
  private static final double LEAST_BITS = 30;
  private static final int LENGTH_PER_CHANGE = 5;
  private static final int MANY_DIGITS = 12;

  private RandomWords() {}

  /** Those of a text, in its order. */
  static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      if (looksRandom(matcher.group())) {
        words.add(matcher.group());
      }
    }
    return words;
  }

  static boolean looksRandom(String word) {
    long digits = word.chars().filter(c -> c >= '0' && c <= '9').count();
    return digits > 0
        && bits(word) >= LEAST_BITS
        && (digits >= MANY_DIGITS || changes(word) * LENGTH_PER_CHANGE >= word.length());
  }

  private static double bits(String word) {
    int[] counts = new int[128];
    word.chars().forEach(c -> counts[c]++);
    double bits = 0;
    for (int count : counts) {
      if (count > 0) {
        bits += count * Math.log((double) word.length() / count) / Math.log(2);
      }
    }
    return bits;
  }

  private static int changes(String word) {
    int changes = 0;
    for (int i = 1; i < word.length(); i++) {
      changes += kind(word.charAt(i)) == kind(word.charAt(i - 1)) ? 0 : 1;
    }
    return changes;
  }

  private static int kind(char c) {
    return Character.isDigit(c) ? 0 : Character.isUpperCase(c) ? 1 : Character.isLetter(c) ? 2 : 3;
  }
}
