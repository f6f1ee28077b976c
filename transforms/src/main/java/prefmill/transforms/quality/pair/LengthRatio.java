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

/**
 * Refuses a pair in which one answer is many times as long as the other.
 *
 * @param maxRatio the greatest ratio of the longer to the shorter length, in code points
 */
public record LengthRatio(double maxRatio) implements PairRule {
  /** What the rule is. */
  public static final RuleDescription DESCRIPTION =
      new RuleDescription(
          "length_ratio",
          Stage.PAIR_QUALITY,
          List.of(),
          List.of(
              new Threshold(
                  "max_ratio",
                  200.0,
                  1,
                  Integer.MAX_VALUE,
                  "Short, right answers beside long, wrong ones are real: of 300 public pairs one"
                      + " in twenty has a ratio above 20, one in fifty above 100, none above"
                      + " 200.")),
          true,
          "The longer answer has more than max_ratio times the characters of the shorter.",
          "DPO exploits differences in length (Park et al. 2024, arXiv:2403.19159).",
          "\"No.\" over an essay of 4,000 characters");

  /** The rule with the thresholds of a policy. */
  public static LengthRatio of(Values values) {
    return new LengthRatio(values.get("max_ratio"));
  }

  @Override
  public RuleDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Optional<Reason> judge(JudgedPair pair) {
    int one = pair.chosen().codePointCount(0, pair.chosen().length());
    int other = pair.rejected().codePointCount(0, pair.rejected().length());
    // An empty answer counts as one character: the rule empty says what is wrong with it.
    double ratio = Share.of(Math.max(1, Math.max(one, other)), Math.max(1, Math.min(one, other)));
    return ratio > maxRatio
        ? Optional.of(new Reason(Stage.PAIR_QUALITY, name(), ratio, maxRatio))
        : Optional.empty();
  }
}
