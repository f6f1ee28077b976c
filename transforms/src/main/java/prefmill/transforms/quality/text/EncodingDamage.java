package prefmill.transforms.quality.text;

import java.util.List;
import java.util.Optional;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.quality.Role;
import prefmill.transforms.quality.Share;
import prefmill.transforms.quality.TextRule;
import prefmill.transforms.quality.settings.RuleDescription;
import prefmill.transforms.quality.settings.Threshold;
import prefmill.transforms.quality.settings.Values;

/**
 * Refuses a text that went through a wrong character set.
 *
 * @param maxShare the greatest share of damaged places in the characters
 */
public record EncodingDamage(double maxShare) implements TextRule {
  /** What the rule is. */
  public static final RuleDescription DESCRIPTION =
      new RuleDescription(
          "encoding_damage",
          Stage.QUALITY,
          List.of(Role.PROMPT, Role.CHOSEN),
          List.of(
              Threshold.share(
                  "max_share",
                  0.005,
                  "One damaged place in 200 characters; a long answer may quote a damaged word.")),
          true,
          "More than max_share of the characters are replacement characters, lone surrogates or"
              + " UTF-8 read as Windows-1252.",
          "The marks of such text are those that ftfy looks for (Speer 2019,"
              + " doi:10.5281/zenodo.2591652).",
          "\"itâ€™s cafÃ© time\"");

  /** What Windows-1252 shows for the bytes 80 to 9F; A0 to BF are Latin-1. */
  private static final String CONTINUATION = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";

  /** The rule with the thresholds of a policy. */
  public static EncodingDamage of(Values values) {
    return new EncodingDamage(values.get("max_share"));
  }

  @Override
  public RuleDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Optional<Reason> judge(String text) {
    int damaged = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '\u00C2' && isDamaged(text, i, c)) {
        damaged++;
      }
    }
    if (damaged == 0) {
      return Optional.empty();
    }
    double share = Share.of(damaged, text.codePointCount(0, text.length()));
    return share > maxShare
        ? Optional.of(new Reason(Stage.QUALITY, name(), share, maxShare))
        : Optional.empty();
  }

  private static boolean isDamaged(String text, int at, char c) {
    char next = at + 1 < text.length() ? text.charAt(at + 1) : '\0';
    return switch (c) {
      case '\uFFFD' -> true;
      case 'Â', 'Ã' -> isContinuation(next);
      case 'â' -> next == '€';
      case 'ð' -> next == 'Ÿ';
      default -> isLoneSurrogate(text, at, c, next);
    };
  }

  private static boolean isContinuation(char c) {
    return (c >= '\u0080' && c <= '\u00BF') || CONTINUATION.indexOf(c) >= 0;
  }

  private static boolean isLoneSurrogate(String text, int at, char c, char next) {
    return Character.isHighSurrogate(c)
        ? !Character.isLowSurrogate(next)
        : Character.isLowSurrogate(c)
            && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }
}
