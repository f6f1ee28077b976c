package prefmill.transforms.mask.rules.identity;

import java.util.Locale;
import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * Italian codice fiscale (DM 23 December 1976): six letters of the name, year, month and day of
 * birth, place, check letter; letters L to V in the place of digits where two persons would have
 * one code (omocodia).
 *
 * <p>In one piece or in the groups 3, 3, 5, 5. The value is the sixteen characters in upper case.
 * Not found: one whose digits have all seven become letters.
 */
public final class CodiceFiscaleRule implements PiiRule {
  private static final int LENGTH = 16;
  private static final String MONTHS = "ABCDEHLMPRST";
  private static final String OMOCODIA = "LMNPQRSTUV";
  private static final String DIGIT_PLACES = "0000001101101110";

  /** The worth of 0 to 9 and A to Z at odd places, where A stands for 0. */
  private static final int[] ODD = {
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
  };

  @Override
  public Trigger trigger() {
    return Trigger.numbers().then(Trigger.WORDS);
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    if (!Ascii.isDigit(text.at(at)) || Ascii.isDigit(text.at(at - 1))) {
      return;
    }
    boolean grouped = text.at(at - 1) == ' ' && Ascii.isLetter(text.at(at - 2));
    if (!grouped && !Ascii.isLetter(text.at(at - 1))) {
      return;
    }
    int start = grouped ? at - 1 : at;
    while (at - start <= LENGTH && Ascii.isLetter(text.at(start - 1))) {
      start--;
    }
    if (grouped && at - start == 4 && text.at(start - 1) == ' ') {
      start -= 4;
    } else if (grouped || at - start < 6) {
      return;
    }
    StringBuilder code = new StringBuilder(LENGTH);
    int end = start;
    while (code.length() < LENGTH) {
      char c = text.at(end++);
      int read = code.length();
      boolean gap = grouped && c == ' ' && (read == 3 || read == 6 || read == 11);
      if (Ascii.isWord(c)) {
        code.append(c);
      } else if (!gap) {
        return;
      }
    }
    String value = code.toString().toUpperCase(Locale.ROOT);
    if (!Ascii.isAnyWord(text.at(start - 1)) && !Ascii.isAnyWord(text.at(end)) && isCode(value)) {
      found.add(start, end, value);
    }
  }

  private static boolean isCode(String code) {
    int sum = 0;
    for (int i = 0; i < LENGTH - 1; i++) {
      char c = code.charAt(i);
      boolean digit = Ascii.isDigit(c);
      boolean number = DIGIT_PLACES.charAt(i) == '1';
      if (number ? !digit && OMOCODIA.indexOf(c) < 0 : digit) {
        return false;
      }
      int rank = digit ? c - '0' : c - 'A';
      sum += i % 2 == 0 ? ODD[rank] : rank;
    }
    int day = digit(code, 9) * 10 + digit(code, 10);
    boolean born = (day >= 1 && day <= 31) || (day >= 41 && day <= 71);
    return born && MONTHS.indexOf(code.charAt(8)) >= 0 && code.charAt(15) == 'A' + sum % 26;
  }

  private static int digit(String code, int place) {
    char c = code.charAt(place);
    return Ascii.isDigit(c) ? c - '0' : OMOCODIA.indexOf(c);
  }
}
