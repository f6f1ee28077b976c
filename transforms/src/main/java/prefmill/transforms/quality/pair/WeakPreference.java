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
 * Refuses a pair whose better answer is hardly better.
 *
 * @param minStrength the least strength
 */
public record WeakPreference(double minStrength) implements PairRule {
  /** What the rule is. */
  public static final RuleDescription DESCRIPTION =
      new RuleDescription(
          "weak_preference",
          Stage.PAIR_QUALITY,
          List.of(),
          List.of(
              Threshold.share(
                  "min_strength",
                  0.1,
                  "Of twenty votes eleven against nine: so small a lead is a coin's. Any decision by"
                      + " fewer than ten votes passes.")),
          true,
          "The pair's strength (the lead in votes as a share of the votes, the gap of ratings as a"
              + " share of the scale, or what a curator gave) is below min_strength.",
          "DPO learns most from clear preferences, and noisy labels of weak ones hurt (Wang et al."
              + " 2024, arXiv:2401.06080).",
          "105 votes over 95");

  /** The rule with the thresholds of a policy. */
  public static WeakPreference of(Values values) {
    return new WeakPreference(values.get("min_strength"));
  }

  @Override
  public RuleDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Optional<Reason> judge(JudgedPair pair) {
    double strength = Share.of(pair.strength(), JudgedPair.FULL_STRENGTH);
    return strength < minStrength
        ? Optional.of(new Reason(Stage.PAIR_QUALITY, name(), strength, minStrength))
        : Optional.empty();
  }
}
