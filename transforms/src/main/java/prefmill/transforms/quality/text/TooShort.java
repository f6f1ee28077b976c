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
 * Refuses an answer to be learned that is too short to say anything.
 *
 * @param minChars the fewest characters (code points) without spaces at the ends
 * @param minTokens the fewest tokens, the same; null if they are not counted
 * @param tokenizer which tokens; null if they are not counted
 */
public record TooShort(int minChars, Integer minTokens, String tokenizer) implements TextRule {
  private static final String MIN_TOKENS = "min_tokens";

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
                      + " answers. Where single letters are answers, set 1."),
              Threshold.onDemand(
                  MIN_TOKENS,
                  "Not counted by default, as it depends on the model that will be trained.")),
          List.of(Tokens.tokenizer(MIN_TOKENS)),
          true,
          "The text has fewer characters than min_chars, or fewer tokens than min_tokens, spaces at"
              + " its ends apart.",
          "A floor on length as in Gopher's rules (Rae et al. 2021, arXiv:2112.11446, section A.1.1),"
              + " lowered from documents to answers.",
          "the answer \"k\"");

  /** The rule with the settings of a policy. */
  public static TooShort of(Values values) {
    OptionalInt tokens = values.asked(MIN_TOKENS);
    return tokens.isPresent()
        ? new TooShort(
            values.count("min_chars"), tokens.getAsInt(), values.words("tokenizer").get(0))
        : new TooShort(values.count("min_chars"), null, null);
  }

  @Override
  public RuleDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Optional<Reason> judge(String text) {
    String stripped = text.strip();
    int length = stripped.codePointCount(0, stripped.length());
    if (length < minChars) {
      return Optional.of(new Reason(Stage.QUALITY, name(), (double) length, (double) minChars));
    }
    int tokens = minTokens == null ? Integer.MAX_VALUE : Tokens.count(tokenizer, stripped);
    return minTokens != null && tokens < minTokens
        ? Optional.of(new Reason(Stage.QUALITY, name(), (double) tokens, (double) minTokens))
        : Optional.empty();
  }
}
