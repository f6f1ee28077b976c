package prefmill.transforms.quality.pair;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.quality.JudgedPair;
import prefmill.transforms.quality.PairRule;
import prefmill.transforms.quality.settings.RuleDescription;
import prefmill.transforms.quality.settings.Threshold;
import prefmill.transforms.quality.settings.Values;
import prefmill.transforms.quality.similarity.Similarity;

/**
 * Refuses a correction that has nothing to do with what it corrects: a text pasted into the wrong
 * window.
 *
 * <p>Judges writing in the letters of prompt and answer only, so that a translation into another
 * script is none.
 *
 * @param minSimilarity the least similarity of correction and answer
 * @param minWords the fewest different long words of a correction that is judged
 */
public record CorrectionDrift(double minSimilarity, int minWords) implements PairRule {
  /** What the rule is. */
  public static final RuleDescription DESCRIPTION =
      new RuleDescription(
          "correction_drift",
          Stage.PAIR_QUALITY,
          List.of(),
          List.of(
              Threshold.share(
                  "min_similarity",
                  0.3,
                  "Two unrelated English texts reach 0.2 to 0.25 by common letters alone."),
              Threshold.count(
                  "min_words",
                  10,
                  "A short right answer to a wrong one may share no word with it; with ten long"
                      + " words chance is ruled out.")),
          true,
          "The correction is less similar to the answer than min_similarity, has at least min_words"
              + " different words of six letters or more, and none of them begins with the same five"
              + " letters as a word of the prompt or of the answer.",
          "A correction is an edit of the answer or another answer to the prompt: both share words"
              + " with it (TRL, preference format).",
          "a recipe as the correction of an answer on tax law");

  private static final Pattern LONG_WORD = Pattern.compile("\\p{L}{6,}");
  private static final int STEM = 5;

  /** The rule with the thresholds of a policy. */
  public static CorrectionDrift of(Values values) {
    return new CorrectionDrift(values.get("min_similarity"), values.count("min_words"));
  }

  @Override
  public RuleDescription description() {
    return DESCRIPTION;
  }

  @Override
  public boolean onlyCorrections() {
    return true;
  }

  @Override
  public Optional<Reason> judge(JudgedPair pair) {
    if (!pair.correction()) {
      return Optional.empty();
    }
    Set<String> own = stems(pair.chosen());
    Set<String> others = stems(pair.rejected());
    if (pair.prompt() != null) {
      others.addAll(stems(pair.prompt()));
    }
    if (own.size() < minWords || others.isEmpty() || own.stream().anyMatch(others::contains)) {
      return Optional.empty();
    }
    double similarity = Similarity.of(pair.chosen(), pair.rejected());
    return similarity < minSimilarity
        ? Optional.of(new Reason(Stage.PAIR_QUALITY, name(), similarity, minSimilarity))
        : Optional.empty();
  }

  private static Set<String> stems(String text) {
    Set<String> stems = new HashSet<>();
    Matcher word = LONG_WORD.matcher(text);
    while (word.find()) {
      stems.add(word.group().substring(0, STEM).toLowerCase(Locale.ROOT));
    }
    return stems;
  }
}
