package prefmill.transforms.mask.rules;

import java.util.Arrays;
import java.util.List;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * Asks each rule at the places of its trigger, in one pass over the text.
 *
 * <p>Finds what asking every rule everywhere finds. Immutable.
 */
public final class RuleScanner {
  private static final int ASCII = 0x80;

  private final Ranked[] rules;
  private final long[] anywhere = new long[ASCII + 1];
  private final long[] atWords = new long[ASCII + 1];
  private final long[] atNumbers = new long[ASCII + 1];

  /**
   * A rule and the rank of its type.
   *
   * @param kind the rank, as {@link Findings} takes it
   * @param rule the rule
   */
  public record Ranked(int kind, PiiRule rule) {}

  private RuleScanner(List<Ranked> rules) {
    this.rules = rules.toArray(new Ranked[0]);
    for (int i = 0; i < this.rules.length; i++) {
      Trigger trigger = this.rules[i].rule().trigger();
      long[] table = table(trigger.place());
      long bit = 1L << i;
      trigger.characters().stream().forEach(c -> table[Math.min(c, ASCII)] |= bit);
    }
  }

  /**
   * A scanner of these rules.
   *
   * @throws IllegalArgumentException if there are more than 64
   */
  public static RuleScanner of(List<Ranked> rules) {
    if (rules.size() > Long.SIZE) {
      throw new IllegalArgumentException("a scanner takes 64 rules, not " + rules.size());
    }
    return new RuleScanner(rules);
  }

  /** Adds all that the rules find. */
  public void scan(FoldedText text, Findings found) {
    int[] numbers = new int[16];
    int count = 0;
    int digits = 0;
    char before = FoldedText.NONE;
    for (int i = 0; i < text.length(); i++) {
      char c = text.at(i);
      int index = Math.min(c, ASCII);
      long asked = anywhere[index];
      if (atWords[index] != 0 && !Ascii.isWord(before)) {
        asked |= atWords[index];
      }
      if (asked != 0) {
        ask(asked, text, i, found);
      }
      if (atNumbers[index] != 0) {
        digits++;
        if (!Ascii.isDigit(before)) {
          numbers = count < numbers.length ? numbers : Arrays.copyOf(numbers, 2 * count);
          numbers[count++] = i;
        }
      }
      before = c;
    }
    if (digits >= Trigger.LEAST_DIGITS) {
      for (int n = 0; n < count; n++) {
        ask(atNumbers[text.at(numbers[n])], text, numbers[n], found);
      }
    }
  }

  private void ask(long asked, FoldedText text, int at, Findings found) {
    for (long left = asked; left != 0; left &= left - 1) {
      int number = Long.numberOfTrailingZeros(left);
      found.as(rules[number].kind(), number);
      rules[number].rule().look(text, at, found);
    }
  }

  private long[] table(Trigger.Place place) {
    return switch (place) {
      case ANY -> anywhere;
      case WORD -> atWords;
      case NUMBER -> atNumbers;
    };
  }
}
