package prefmill.transforms.quality.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.quality.Role;
import prefmill.transforms.quality.TextRule;
import prefmill.transforms.quality.settings.RuleDescription;
import prefmill.transforms.quality.settings.Threshold;
import prefmill.transforms.quality.settings.Values;
import prefmill.transforms.words.Words;

/**
 * Refuses an answer to be learned that repeats itself.
 *
 * <p>In scripts without spaces a character is a word; there n-grams and min_words are twice as
 * long, since a word has about two characters.
 *
 * @param minWords the fewest words that are judged at all
 * @param maxLines the greatest share of characters in repeated lines
 * @param maxGrams the greatest shares of the n-grams, for n from 2 to 10
 */
public record Repetition(int minWords, double maxLines, List<Double> maxGrams) implements TextRule {
  private static final String LINES = "max_duplicate_line_share";
  private static final List<String> GRAMS =
      List.of(
          "max_top_2_gram_share",
          "max_top_3_gram_share",
          "max_top_4_gram_share",
          "max_duplicate_5_gram_share",
          "max_duplicate_6_gram_share",
          "max_duplicate_7_gram_share",
          "max_duplicate_8_gram_share",
          "max_duplicate_9_gram_share",
          "max_duplicate_10_gram_share");
  private static final double[] GOPHER = {0.20, 0.18, 0.16, 0.15, 0.14, 0.13, 0.12, 0.11, 0.10};

  /** Answers quote the question and return to their subject, which documents do not. */
  private static final double MILDER = 2;

  private static final String GRAM_REASON =
      "Twice Gopher's bound: at the bound itself one clean answer in thirty falls, because answers"
          + " quote what they were asked; a loop lies far above both.";

  /** What the rule is. */
  public static final RuleDescription DESCRIPTION =
      new RuleDescription(
          "repetition",
          Stage.QUALITY,
          List.of(Role.CHOSEN),
          thresholds(),
          true,
          "Too great a share of the characters lies in repeated lines (those with a letter or"
              + " digit), in the most frequent 2- to 4-gram of words, or in repeated 5- to"
              + " 10-grams.",
          "Gopher's repetition rules (Rae et al. 2021, arXiv:2112.11446, table A1), measured as in"
              + " FineWeb's pipeline (Penedo et al. 2024, arXiv:2406.17557; datatrove).",
          "an answer that says one sentence twenty times");

  public Repetition {
    maxGrams = List.copyOf(maxGrams);
  }

  /** The rule with the thresholds of a policy. */
  public static Repetition of(Values values) {
    return new Repetition(
        values.count("min_words"), values.get(LINES), GRAMS.stream().map(values::get).toList());
  }

  @Override
  public RuleDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Optional<Reason> judge(String text) {
    Words words = Words.of(text);
    int scale = words.mostlyUnspaced() ? 2 : 1;
    if (words.count() < minWords * scale) {
      return Optional.empty();
    }
    double lines = RepeatedLines.share(text);
    if (lines > maxLines) {
      return Optional.of(new Reason(Stage.QUALITY, name(), lines, maxLines));
    }
    GramShares shares = new GramShares(words, text.length());
    for (int n = 2; n < maxGrams.size() + 2; n++) {
      double greatest = maxGrams.get(n - 2);
      double share = n <= 4 ? shares.top(n * scale) : shares.duplicate(n * scale);
      if (share > greatest) {
        return Optional.of(new Reason(Stage.QUALITY, name(), share, greatest));
      }
      if (!shares.repeats()) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static List<Threshold> thresholds() {
    List<Threshold> thresholds = new ArrayList<>();
    thresholds.add(
        Threshold.count(
            "min_words",
            50,
            "Below some 50 words one natural repetition already makes a large share."));
    thresholds.add(
        Threshold.share(LINES, 0.20, "Gopher's bound for characters in duplicate lines."));
    for (int i = 0; i < GRAMS.size(); i++) {
      thresholds.add(
          Threshold.share(
              GRAMS.get(i), MILDER * GOPHER[i], i == 0 ? GRAM_REASON : "Twice Gopher's bound."));
    }
    return thresholds;
  }
}
