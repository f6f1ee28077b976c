package prefmill.transforms.quality.pair;

import java.util.List;
import java.util.Optional;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.quality.JudgedPair;
import prefmill.transforms.quality.PairRule;
import prefmill.transforms.quality.Share;
import prefmill.transforms.quality.settings.RuleDescription;
import prefmill.transforms.quality.settings.Threshold;
import prefmill.transforms.quality.settings.Values;
import prefmill.transforms.words.Words;

/**
 * Refuses a pair whose better answer says less than the worse; off unless a policy names it.
 *
 * @param minRatio the least ratio of the better answer's words to the worse one's
 */
public record MoreDetailed(double minRatio) implements PairRule {
  /** What the rule is. */
  public static final RuleDescription DESCRIPTION =
      new RuleDescription(
          "more_detailed",
          Stage.PAIR_QUALITY,
          List.of(),
          List.of(
              new Threshold(
                  "min_ratio",
                  1.0,
                  0,
                  Integer.MAX_VALUE,
                  "The better answer has at least as many words as the worse.")),
          false,
          "The better answer has fewer than min_ratio times the words of the worse. Off by default:"
              + " it trains length bias.",
          "Longer answers win by habit, not by merit (Singhal et al. 2023, arXiv:2310.03716).",
          "\"Paris.\" over \"The capital is Lyon.\"");

  /** The rule with the thresholds of a policy. */
  public static MoreDetailed of(Values values) {
    return new MoreDetailed(values.get("min_ratio"));
  }

  @Override
  public RuleDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Optional<Reason> judge(JudgedPair pair) {
    double ratio =
        Share.of(Words.of(pair.chosen()).count(), Math.max(1, Words.of(pair.rejected()).count()));
    return ratio < minRatio
        ? Optional.of(new Reason(Stage.PAIR_QUALITY, name(), ratio, minRatio))
        : Optional.empty();
  }
}
