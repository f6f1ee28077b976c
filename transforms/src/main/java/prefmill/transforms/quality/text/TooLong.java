package prefmill.transforms.quality.text;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.quality.Role;
import prefmill.transforms.quality.TextRule;
import prefmill.transforms.quality.settings.RuleDescription;
import prefmill.transforms.quality.settings.Threshold;
import prefmill.transforms.quality.settings.Values;

/**
 * Refuses a text that no trainer would see whole.
 *
 * @param maxChars the most characters (code points)
 * @param maxTokens the most tokens; null if they are not counted
 * @param tokenizer which tokens; null if they are not counted
 */
public record TooLong(int maxChars, Integer maxTokens, String tokenizer) implements TextRule {
  private static final String MAX_TOKENS = "max_tokens";

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
                      + " that only what every usual run would cut is refused."),
              Threshold.onDemand(
                  MAX_TOKENS,
                  "Not counted by default, as it depends on the model that will be trained; set its"
                      + " max_length.")),
          List.of(Tokens.tokenizer(MAX_TOKENS)),
          true,
          "The text has more characters than max_chars, or more tokens than max_tokens.",
          "Trainers cut at max_length (TRL's DPOConfig: 1,024 tokens): of a text that is far longer"
              + " they learn a torso.",
          "a log file of 2 MB pasted as the prompt");

  /** The rule with the settings of a policy. */
  public static TooLong of(Values values) {
    OptionalInt tokens = values.asked(MAX_TOKENS);
    return tokens.isPresent()
        ? new TooLong(
            values.count("max_chars"), tokens.getAsInt(), values.words("tokenizer").get(0))
        : new TooLong(values.count("max_chars"), null, null);
  }

  @Override
  public RuleDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Optional<Reason> judge(String text) {
    if (text.length() > maxChars) {
      int length = text.codePointCount(0, text.length());
      if (length > maxChars) {
        return Optional.of(new Reason(Stage.QUALITY, name(), (double) length, (double) maxChars));
      }
    }
    if (maxTokens != null && Tokens.mayExceed(maxTokens, text)) {
      int tokens = Tokens.count(tokenizer, text);
      if (tokens > maxTokens) {
        return Optional.of(new Reason(Stage.QUALITY, name(), (double) tokens, (double) maxTokens));
      }
    }
    return Optional.empty();
  }
}
