package prefmill.transforms.quality.answer;

import java.util.List;
import java.util.Optional;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.quality.Role;
import prefmill.transforms.quality.TextRule;
import prefmill.transforms.quality.settings.RuleDescription;
import prefmill.transforms.quality.settings.Threshold;
import prefmill.transforms.quality.settings.Values;

/**
 * Refuses an answer to be learned in which the model declines to answer.
 *
 * @param maxChars the most characters (code points) of a refusal
 */
public record Refusal(int maxChars) implements TextRule {
  /** What the rule is. */
  public static final RuleDescription DESCRIPTION =
      new RuleDescription(
          "refusal",
          Stage.QUALITY,
          List.of(Role.CHOSEN),
          List.of(
              Threshold.count(
                  "max_chars",
                  700,
                  "A refusal is a short paragraph; a longer answer that begins like one goes on to"
                      + " help.")),
          true,
          "The answer is at most max_chars long, and in one of its first two sentences the model"
              + " declines in the first person to help, answer, write or share (in English, German,"
              + " French, Spanish, Italian or Portuguese), code and quotations apart, without going"
              + " on to help or to ask.",
          "Phrases as in XSTest's and AdvBench's refusal lists (R\u00F6ttger et al. 2024,"
              + " arXiv:2308.01263; Zou et al. 2023, arXiv:2307.15043). A model learns to refuse from"
              + " few examples. Turn it off where refusals are wanted.",
          "\"I'm sorry, but I can't help with that request.\"");

  /** The rule with the thresholds of a policy. */
  public static Refusal of(Values values) {
    return new Refusal(values.count("max_chars"));
  }

  @Override
  public RuleDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Optional<Reason> judge(String text) {
    String answer = text.strip();
    int length = answer.codePointCount(0, answer.length());
    if (length > maxChars) {
      return Optional.empty();
    }
    String own = PlainText.onOneLine(PlainText.withoutQuotations(PlainText.withoutCode(answer)));
    return RefusalPhrases.declines(own)
        ? Optional.of(Reason.of(Stage.QUALITY, name()))
        : Optional.empty();
  }
}
