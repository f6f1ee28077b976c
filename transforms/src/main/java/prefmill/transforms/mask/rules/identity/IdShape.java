package prefmill.transforms.mask.rules.identity;

import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.Surroundings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * How an id is written: {@code 9} stands for a digit, {@code A} for a letter, a blank for a blank
 * or a hyphen, anything else for itself.
 */
final class IdShape {
  private final IdScheme scheme;
  private final String pattern;
  private final boolean alone;
  private final int lead;
  private final int runEnd;

  /**
   * A way of writing.
   *
   * @param alone whether it is an id without a word near it that says so
   */
  IdShape(IdScheme scheme, String pattern, boolean alone) {
    this.scheme = scheme;
    this.pattern = pattern;
    this.alone = alone;
    this.lead = pattern.indexOf('9');
    int end = lead;
    while (end < pattern.length() && pattern.charAt(end) == '9') {
      end++;
    }
    this.runEnd = end;
  }

  /** Whose id it is. */
  IdScheme scheme() {
    return scheme;
  }

  /** Whether it is an id without a word near it that says so. */
  boolean isAlone() {
    return alone;
  }

  /** How many characters it has. */
  int length() {
    return pattern.length();
  }

  /** How many digits its first number has. */
  int firstRun() {
    return runEnd - lead;
  }

  /** Whether the character may stand behind its first number. */
  boolean goesOnWith(char next) {
    return runEnd == pattern.length() || stands(pattern.charAt(runEnd), next);
  }

  /**
   * Where an id that is written so begins, or -1.
   *
   * @param firstDigit the place of a number that has as many digits as its first one
   */
  int match(FoldedText text, int firstDigit) {
    int start = firstDigit - lead;
    for (int i = runEnd; i < pattern.length(); i++) {
      if (!stands(pattern.charAt(i), text.at(start + i))) {
        return -1;
      }
    }
    for (int i = 0; i < lead; i++) {
      if (!stands(pattern.charAt(i), text.at(start + i))) {
        return -1;
      }
    }
    boolean whole =
        Surroundings.opens(text, start) && Surroundings.closes(text, start + pattern.length());
    return whole ? start : -1;
  }

  /** Whether a row of numbers looks the same. */
  boolean isRowOfNumbers() {
    return pattern.indexOf(' ') >= 0 && pattern.indexOf('A') < 0;
  }

  private static boolean stands(char wanted, char c) {
    return switch (wanted) {
      case '9' -> Ascii.isDigit(c);
      case 'A' -> Ascii.isLetter(c);
      case ' ' -> c == ' ' || c == '-';
      default -> c == wanted;
    };
  }
}
