package prefmill.transforms.mask.rules;

import java.util.Locale;
import prefmill.transforms.mask.text.FoldedText;

/** What stands around a number and tells what it is not. */
public final class Surroundings {
  private static final int LONGEST_WORD = 24;

  private Surroundings() {}

  /** Whether a number may begin here: it is no piece of a word, a decimal or a longer number. */
  public static boolean opens(FoldedText text, int start) {
    char before = text.at(start - 1);
    if (Ascii.isAnyWord(before)) {
      return false;
    }
    boolean joins = before == '.' || before == ',' || before == '-' || before == '/';
    return !joins || !Ascii.isDigit(text.at(start - 2));
  }

  /** Whether a number may end here. */
  public static boolean closes(FoldedText text, int end) {
    char next = text.at(end);
    if (Ascii.isAnyWord(next)) {
      return false;
    }
    boolean joins = next == '.' || next == ',' || next == '-' || next == '/';
    return !joins || !Ascii.isDigit(text.at(end + 1));
  }

  /** Whether a row of numbers in blanks goes on before or behind the place. */
  public static boolean isInRow(FoldedText text, int start, int end) {
    return (text.at(start - 1) == ' ' && Ascii.isDigit(text.at(start - 2)))
        || (text.at(end) == ' ' && Ascii.isDigit(text.at(end + 1)));
  }

  /** Whether the place lies in a run of hexadecimal digits and hyphens with letters: a UUID. */
  public static boolean isInHexId(FoldedText text, int start, int end) {
    int left = start;
    while (start - left < LONGEST_WORD && isHexOrHyphen(text.at(left - 1))) {
      left--;
    }
    int right = end;
    while (right - end < LONGEST_WORD && isHexOrHyphen(text.at(right))) {
      right++;
    }
    int hyphens = 0;
    boolean letters = false;
    for (int i = left; i < right; i++) {
      hyphens += text.at(i) == '-' ? 1 : 0;
      letters |= Ascii.isLetter(text.at(i));
    }
    return letters && hyphens >= 3;
  }

  /** The word before a place, in lower case, past blanks and light punctuation; may be empty. */
  public static String wordBefore(FoldedText text, int place) {
    int end = place;
    while (place - end < 3 && isLight(text.at(end - 1))) {
      end--;
    }
    int start = end;
    while (end - start < LONGEST_WORD && Ascii.isLetter(text.at(start - 1))) {
      start--;
    }
    return text.slice(start, end).toLowerCase(Locale.ROOT);
  }

  private static boolean isLight(char c) {
    return c == ' ' || c == ':' || c == '.' || c == '=' || c == '"';
  }

  private static boolean isHexOrHyphen(char c) {
    return c == '-' || Ascii.isHex(c);
  }
}
