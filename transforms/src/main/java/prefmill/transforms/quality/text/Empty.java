package prefmill.transforms.quality.text;

import java.util.List;
import java.util.Optional;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.quality.Role;
import prefmill.transforms.quality.TextRule;
import prefmill.transforms.quality.settings.RuleDescription;

/** Refuses a text in which there is nothing to read. */
public record Empty() implements TextRule {
  /** What the rule is. */
  public static final RuleDescription DESCRIPTION =
      new RuleDescription(
          "empty",
          Stage.QUALITY,
          List.of(Role.PROMPT, Role.CHOSEN, Role.REJECTED),
          List.of(),
          true,
          "The text is empty, or holds only spaces and invisible characters.",
          "An empty turn gives a trainer nothing to learn or to unlearn.",
          "an answer of three line feeds");

  @Override
  public RuleDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Optional<Reason> judge(String text) {
    return text.codePoints().allMatch(Empty::isInvisible)
        ? Optional.of(Reason.of(Stage.QUALITY, name()))
        : Optional.empty();
  }

  private static boolean isInvisible(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || Character.isISOControl(codePoint)
        || Character.getType(codePoint) == Character.FORMAT;
  }
}
