package prefmill.transforms.quality.pair;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.quality.JudgedPair;
import prefmill.transforms.quality.PairRule;
import prefmill.transforms.quality.settings.RuleDescription;
import prefmill.transforms.quality.settings.Threshold;
import prefmill.transforms.quality.settings.Values;
import prefmill.transforms.quality.similarity.Similarity;

/**
 * Refuses a pair whose answers are nearly the same text.
 *
 * @param maxSimilarity the greatest similarity of two answers
 * @param maxSimilarityCorrection the greatest similarity of an answer and its correction
 */
public record NotDifferentEnough(double maxSimilarity, double maxSimilarityCorrection)
    implements PairRule {
  /** What the rule is. */
  public static final RuleDescription DESCRIPTION =
      new RuleDescription(
          "not_different_enough",
          Stage.PAIR_QUALITY,
          List.of(),
          List.of(
              Threshold.share(
                  "max_similarity",
                  0.8,
                  "Above it two sampled answers differ in wording that nobody voted on."),
              Threshold.share(
                  "max_similarity_correction",
                  0.98,
                  "A correction's few changed words are the very signal; above it only a comma"
                      + " moved.")),
          true,
          "The answers' similarity, 1 - Levenshtein / longer length in code points (the first"
              + " 4,096), is above max_similarity, of a correction above"
              + " max_similarity_correction.",
          "DPO lowers the likelihood of both answers where they are alike (Pal et al. 2024,"
              + " arXiv:2402.13228).",
          "\"The meeting is at 10.\" over \"The meeting is at 11.\", by thumbs");

  /** The rule with the thresholds of a policy. */
  public static NotDifferentEnough of(Values values) {
    return new NotDifferentEnough(
        values.get("max_similarity"), values.get("max_similarity_correction"));
  }

  @Override
  public RuleDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Optional<Reason> judge(JudgedPair pair) {
    double most = pair.correction() ? maxSimilarityCorrection : maxSimilarity;
    OptionalDouble similarity = Similarity.above(pair.chosen(), pair.rejected(), most);
    return similarity.isPresent()
        ? Optional.of(new Reason(Stage.PAIR_QUALITY, name(), similarity.getAsDouble(), most))
        : Optional.empty();
  }
}
