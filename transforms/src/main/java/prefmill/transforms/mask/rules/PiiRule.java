package prefmill.transforms.mask.rules;

import java.util.Locale;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * Finds the values of one shape.
 *
 * <p>A rule is asked only where its trigger holds, which must lose nothing: {@link #look} itself
 * checks all that the trigger stands for, so that asking everywhere finds the same. It takes a
 * number of steps that the text's length bounds linearly, over all places together. Immutable.
 */
public interface PiiRule {
  /** What people call it, such as {@code payment card}: the words of its class. */
  default String name() {
    return getClass()
        .getSimpleName()
        .replaceFirst("Rule$", "")
        .replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ")
        .toLowerCase(Locale.ROOT);
  }

  /** Where the rule has to look. */
  Trigger trigger();

  /** Adds the value, if there is one, that is anchored at this place. */
  void look(FoldedText text, int at, Findings found);
}
