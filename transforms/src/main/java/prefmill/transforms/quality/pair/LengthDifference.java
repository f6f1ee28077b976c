package prefmill.transforms.quality.pair;

import java.util.List;
import java.util.Optional;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.quality.JudgedPair;
import prefmill.transforms.quality.PairRule;
import prefmill.transforms.quality.settings.RuleDescription;
import prefmill.transforms.quality.settings.Threshold;
import prefmill.transforms.quality.settings.Values;

/**
 * Refuses a pair whose answers differ too much in length; off unless a policy names it.
 *
 * @param maxChars the greatest difference in code points
 */
public record LengthDifference(int maxChars) implements PairRule {
  /** What the rule is. */
  public static final RuleDescription DESCRIPTION =
      new RuleDescription(
          "length_difference",
          Stage.PAIR_QUALITY,
          List.of(),
          List.of(
              Threshold.count(
                  "max_chars",
                  2_000,
                  "About 500 tokens of English; who turns the rule on wants answers of like"
                      + " length.")),
          false,
          "The answers' lengths differ by more than max_chars characters. Off by default: it drops"
              + " good pairs of long answers.",
          "A blunt guard against length bias (Singhal et al. 2023, arXiv:2310.03716).",
          "an answer of 4,000 characters over one of 1,000");

  /** The rule with the thresholds of a policy. */
  public static LengthDifference of(Values values) {
    return new LengthDifference(values.count("max_chars"));
  }

  @Override
  public RuleDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Optional<Reason> judge(JudgedPair pair) {
    int difference =
        Math.abs(
            pair.chosen().codePointCount(0, pair.chosen().length())
                - pair.rejected().codePointCount(0, pair.rejected().length()));
    return difference > maxChars
        ? Optional.of(
            new Reason(Stage.PAIR_QUALITY, name(), (double) difference, (double) maxChars))
        : Optional.empty();
  }
}
