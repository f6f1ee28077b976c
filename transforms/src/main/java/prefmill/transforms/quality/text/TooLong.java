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
 * Refuses a text that no trainer would see whole.
 *
 * @param maxChars the most characters (code points)
 */
public record TooLong(int maxChars) implements TextRule {
  /** What the rule is. */
  public static final RuleDescription DESCRIPTION =
      new RuleDescription(
          "too_long",
          Stage.QUALITY,
          List.of(Role.PROMPT, Role.CHOSEN, Role.REJECTED),
          List.of(
              Threshold.count(
                  "max_chars",
                  32_768,
                  "About 8,192 tokens of English: eight times TRL's default max_length of 1,024, so"
                      + " that only what every usual run would cut is refused.")),
          true,
          "The text has more characters than max_chars.",
          "Trainers cut at max_length (TRL's DPOConfig: 1,024 tokens): of a text that is far longer"
              + " they learn a torso.",
          "a log file of 2 MB pasted as the prompt");

  /** The rule with the thresholds of a policy. */
  public static TooLong of(Values values) {
    return new TooLong(values.count("max_chars"));
  }

  @Override
  public RuleDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Optional<Reason> judge(String text) {
    if (text.length() <= maxChars) {
      return Optional.empty();
    }
    int length = text.codePointCount(0, text.length());
    return length > maxChars
        ? Optional.of(new Reason(Stage.QUALITY, name(), (double) length, (double) maxChars))
        : Optional.empty();
  }
}
