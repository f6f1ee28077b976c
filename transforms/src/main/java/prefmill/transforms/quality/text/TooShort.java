package prefmill.transforms.quality.text;

import java.util.List;
import java.util.Optional;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.quality.Role;
import prefmill.transforms.quality.RuleDescription;
import prefmill.transforms.quality.TextRule;
import prefmill.transforms.quality.Threshold;
import prefmill.transforms.quality.Values;

/**
 * Refuses an answer to be learned that is too short to say anything.
 *
 * @param minChars the fewest characters (code points) without spaces at the ends
 */
public record TooShort(int minChars) implements TextRule {
  /** What the rule is. */
  public static final RuleDescription DESCRIPTION =
      new RuleDescription(
          "too_short",
          Stage.QUALITY,
          List.of(Role.CHOSEN),
          List.of(
              Threshold.count(
                  "min_chars",
                  2,
                  "A single character is more often a slip than an answer; \"No\" and \"42\" are"
                      + " answers. Where single letters are answers, set 1.")),
          true,
          "The text has fewer characters than min_chars.",
          "A floor on length as in Gopher's rules (Rae et al. 2021, arXiv:2112.11446, section A.1.1),"
              + " lowered from documents to answers.",
          "the answer \"k\"");

  /** The rule with the thresholds of a policy. */
  public static TooShort of(Values values) {
    return new TooShort(values.count("min_chars"));
  }

  @Override
  public RuleDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Optional<Reason> judge(String text) {
    String stripped = text.strip();
    int length = stripped.codePointCount(0, stripped.length());
    return length < minChars
        ? Optional.of(new Reason(Stage.QUALITY, name(), (double) length, (double) minChars))
        : Optional.empty();
  }
}
