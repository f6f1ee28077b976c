package prefmill.transforms.mask.rules.identity;

import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.Surroundings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * How an id is written: {@code 9} stands for a digit, {@code A} for a letter, a blank for a blank
 * or a hyphen, anything else for itself.
 *
 * @param scheme whose id it is
 * @param pattern the way of writing
 * @param alone whether it is an id without a word near it that says so
 */
record IdShape(IdScheme scheme, String pattern, boolean alone) {
  /** How many digits its first number has. */
  int firstRun() {
    int end = lead();
    while (end < pattern.length() && pattern.charAt(end) == '9') {
      end++;
    }
    return end - lead();
  }

  /** Where an id that is written so begins, given the place of its first digit, or -1. */
  int match(FoldedText text, int firstDigit) {
    int start = firstDigit - lead();
    for (int i = 0; i < pattern.length(); i++) {
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

  private int lead() {
    return pattern.indexOf('9');
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
