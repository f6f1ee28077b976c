package prefmill.transforms.mask.rules.identity;

import java.util.Locale;
import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Surroundings;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * National ids with a check digit or a structure, as their authorities write them ({@link
 * IdSchemes}).
 *
 * <p>Digits that are right by chance in one of ten cases count only in the typical groups, or near
 * a word that names the id; ids with letters in capitals, or near such a word. The value is the id
 * in upper case without separators. Not found: a piece of a longer number or of a row of numbers.
 */
public final class NationalIdRule implements PiiRule {
  private static final int BEFORE = 48;
  private static final int BEHIND = 24;
  private static final int LONGEST = 20;
  private static final int LEAST_DIGITS = 4;

  @Override
  public Trigger trigger() {
    return Trigger.numbers().ofDigits(LEAST_DIGITS);
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    int digits = 0;
    while (digits < LONGEST && Ascii.isDigit(text.at(at + digits))) {
      digits++;
    }
    if (digits == 0 || Ascii.isDigit(text.at(at - 1))) {
      return;
    }
    boolean worded = text.mayHoldWord(at - LONGEST - BEFORE, at + LONGEST + BEHIND);
    for (IdShape shape : IdSchemes.startingWith(digits, text.at(at + digits))) {
      int start = worded || shape.isAlone() ? shape.match(text, at) : -1;
      if (start >= 0 && isId(shape, text, start, found)) {
        return;
      }
    }
  }

  private static boolean isId(IdShape shape, FoldedText text, int start, Findings found) {
    int end = start + shape.length();
    boolean alone =
        shape.isAlone()
            && isUpper(text, start, end)
            && !(shape.isRowOfNumbers() && Surroundings.isInRow(text, start, end));
    if (!alone && !text.mayHoldWord(start - BEFORE, end + BEHIND)) {
      return false;
    }
    String id = compact(text.slice(start, end));
    boolean right =
        shape.scheme().check().test(id)
            && (alone || shape.scheme().words().isAround(text, start, end, BEFORE, BEHIND));
    if (right) {
      found.add(start, end, id);
    }
    return right;
  }

  /** Without separators, but for the sign of a century that tells two persons apart. */
  private static String compact(String written) {
    StringBuilder id = new StringBuilder(written.length());
    boolean sign = written.length() == 11 && written.charAt(6) <= '-' && written.charAt(6) > ' ';
    for (int i = 0; i < written.length(); i++) {
      if (Ascii.isWord(written.charAt(i)) || (sign && i == 6)) {
        id.append(written.charAt(i));
      }
    }
    return id.toString().toUpperCase(Locale.ROOT);
  }

  private static boolean isUpper(FoldedText text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (Ascii.isLetter(text.at(i)) && !Ascii.isUpper(text.at(i))) {
        return false;
      }
    }
    return true;
  }
}
