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
    for (IdShape shape : IdSchemes.startingWith(digits, text.at(at + digits))) {
      int start = shape.match(text, at);
      if (start >= 0 && isId(shape, text, start, found)) {
        return;
      }
    }
  }

  private static boolean isId(IdShape shape, FoldedText text, int start, Findings found) {
    int end = start + shape.length();
    String written = text.slice(start, end);
    String id = compact(written);
    if (!shape.scheme().check().test(id)) {
      return false;
    }
    boolean alone =
        shape.isAlone()
            && isUpper(written)
            && !(shape.isRowOfNumbers() && Surroundings.isInRow(text, start, end));
    if (!alone && !shape.scheme().words().isAround(text, start, end, BEFORE, BEHIND)) {
      return false;
    }
    found.add(start, end, id);
    return true;
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

  private static boolean isUpper(String written) {
    return written.chars().noneMatch(c -> c >= 'a' && c <= 'z');
  }
}
