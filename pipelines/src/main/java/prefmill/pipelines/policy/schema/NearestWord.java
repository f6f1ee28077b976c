package prefmill.pipelines.policy.schema;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The known word that a mistyped one was meant to be. */
final class NearestWord {
  private NearestWord() {}

  /** The nearest word by edits, at most a third of the letters; empty if none is near. */
  static Optional<String> to(String written, Collection<String> known) {
    String word = plain(written);
    int most = Math.max(2, word.length() / 3);
    LevenshteinDistance edits = new LevenshteinDistance(most);
    return known.stream()
        .filter(candidate -> near(edits, word, plain(candidate)))
        .min(Comparator.comparingInt((String candidate) -> edits(edits, word, plain(candidate))));
  }

  private static boolean near(LevenshteinDistance edits, String word, String candidate) {
    int distance = edits.apply(word, candidate);
    boolean similar = distance >= 0 && distance < Math.max(word.length(), candidate.length());
    boolean begun = word.length() >= 3 && candidate.startsWith(word);
    return similar || begun;
  }

  private static int edits(LevenshteinDistance edits, String word, String candidate) {
    int distance = edits.apply(word, candidate);
    return distance < 0 ? Integer.MAX_VALUE : distance;
  }

  private static String plain(String word) {
    String cut = word.length() > 100 ? word.substring(0, 100) : word;
    return cut.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
  }
}
