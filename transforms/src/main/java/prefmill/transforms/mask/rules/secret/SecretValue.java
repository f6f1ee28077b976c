package prefmill.transforms.mask.rules.secret;

import java.util.BitSet;
import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.text.FoldedText;

/** What tells a secret from a word, a variable or a file name. */
final class SecretValue {
  private static final int LEAST_DISTINCT = 8;

  private SecretValue() {}

  /** Whether a variable stands here that is filled in elsewhere, or asterisks. */
  static boolean isTemplate(FoldedText text, int start) {
    char c = text.at(start);
    return c == '$' || c == '{' || c == '%' || c == '*' || c == '(' || c == '[';
  }

  /** Whether letters, digits and enough different characters stand from start to end. */
  static boolean isRandom(FoldedText text, int start, int end) {
    BitSet distinct = new BitSet();
    for (int i = start; i < end; i++) {
      distinct.set(text.at(i));
    }
    return hasDigitAndLetter(text, start, end) && distinct.cardinality() >= LEAST_DISTINCT;
  }

  /** Whether there is a digit and a letter from start to end. */
  static boolean hasDigitAndLetter(FoldedText text, int start, int end) {
    boolean digit = false;
    boolean letter = false;
    for (int i = start; i < end; i++) {
      digit |= Ascii.isDigit(text.at(i));
      letter |= Ascii.isLetter(text.at(i));
    }
    return digit && letter;
  }
}
