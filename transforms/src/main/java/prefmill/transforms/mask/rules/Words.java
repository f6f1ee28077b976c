package prefmill.transforms.mask.rules;

import java.util.Locale;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * A set of words, looked up in a text in any case and without making strings of it.
 *
 * <p>A word that is looked for before or behind a place has two letters in a row, or initials.
 * Words end where {@code camelCase} goes on, and at underscores, so that the names of fields in
 * code and JSON are read too; initials such as {@code d.o.b} are one word. Words of scripts without
 * blanks are found before a place in any run of letters.
 */
public final class Words {
  /** The distance of a word that is not there. */
  public static final int NONE = Integer.MAX_VALUE;

  private static final int LONGEST = 32;
  private static final int LONGEST_ABBREVIATION = 3;
  private static final int SPARSE = 4;
  private static final int ASCII = 0x80;

  private final String[] table;
  private final boolean[] firsts = new boolean[ASCII];
  private final int longestUnspaced;

  private Words(String[] words) {
    table = new String[Integer.highestOneBit(words.length) * SPARSE];
    int unspaced = 0;
    for (String word : words) {
      int hash = 0;
      for (int i = 0; i < word.length(); i++) {
        hash = 31 * hash + word.charAt(i);
      }
      table[freeOrSame(word, hash)] = word;
      firsts[Math.min(word.charAt(0), ASCII - 1)] = true;
      boolean spaced = Ascii.isAnyWord(word.charAt(word.length() - 1));
      unspaced = spaced ? unspaced : Math.max(unspaced, word.length());
    }
    longestUnspaced = unspaced;
  }

  /** The words of a line, parted by blanks, in lower case. */
  public static Words of(String line) {
    return new Words(line.toLowerCase(Locale.ROOT).split(" ", -1));
  }

  private int freeOrSame(String word, int hash) {
    int place = slot(hash);
    while (table[place] != null && !table[place].equals(word)) {
      place = (place + 1) & (table.length - 1);
    }
    return place;
  }

  private int slot(int hash) {
    return (hash ^ hash >>> 7) & (table.length - 1);
  }

  /** Whether the text from start to end is one of the words. */
  public boolean has(FoldedText text, int start, int end) {
    int length = end - start;
    if (length > LONGEST || length <= 0 || !firsts[Math.min(lower(text.at(start)), ASCII - 1)]) {
      return false;
    }
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + lower(text.at(i));
    }
    for (int place = slot(hash); table[place] != null; place = (place + 1) & (table.length - 1)) {
      if (isSame(table[place], text, start, length)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a word stands within so many characters before a place. */
  public boolean isBefore(FoldedText text, int place, int reach) {
    return distance(text, place, reach) != NONE;
  }

  /** The same for a rule that may ask {@link #distance(FoldedText, int, int, Findings)}. */
  public boolean isBefore(FoldedText text, int place, int reach, Findings found) {
    return distance(text, place, reach, found) != NONE;
  }

  /** Whether a word stands within so many characters before the start or behind the end. */
  public boolean isAround(FoldedText text, int start, int end, int before, int behind) {
    return isBefore(text, start, before) || isBehind(text, end, behind);
  }

  /**
   * How far before a place the nearest of the words ends, if it is within reach: in the same
   * sentence, on the same line or the one above; otherwise {@link #NONE}.
   */
  public int distance(FoldedText text, int place, int reach) {
    int end = place;
    int limit = Math.max(0, place - reach);
    if (!text.mayHoldWord(limit, place)) {
      return NONE;
    }
    int lines = 0;
    while (end > limit) {
      char c = text.at(end - 1);
      if (Ascii.isAnyWord(c)) {
        int start = end;
        int hump = end; // the start of the last word within camelCase, or of all
        while (end - start < LONGEST && Ascii.isAnyWord(text.at(start - 1))) {
          start--;
          boolean begins = Ascii.isUpper(text.at(start)) && !Ascii.isUpper(text.at(start - 1));
          hump = hump == end && begins ? start : hump;
        }
        start = end - start == 1 ? initialsStart(text, start) : start;
        hump = hump == end ? start : hump;
        if (has(text, start, end) || (hump > start && has(text, hump, end))) {
          return place - end;
        }
        end = hump;
      } else {
        lines += c == '\n' ? 1 : 0;
        if (lines > 1 || endsSentence(text, end - 1)) {
          return NONE;
        }
        if (c >= ASCII && hasUnspaced(text, end)) {
          return place - end;
        }
        end--;
      }
    }
    return NONE;
  }

  /**
   * The same for a rule that asks at place after place for these words only, and always as far: it
   * does not read again what it has read for an earlier place.
   */
  public int distance(FoldedText text, int place, int reach, Findings found) {
    int bare = found.bare();
    int distance = distance(text, place, bare > place ? reach : Math.min(reach, place - bare));
    if (distance == NONE) {
      found.setBare(place);
    }
    return distance;
  }

  /** Whether a word begins within so many characters behind a place, in the same sentence. */
  public boolean isBehind(FoldedText text, int place, int reach) {
    int start = text.mayHoldWord(place, place + reach) ? place : place + reach;
    while (start < place + reach && text.at(start) != '\n' && !endsSentence(text, start)) {
      if (Ascii.isAnyWord(text.at(start))) {
        int end = end(text, start);
        if (has(text, start, end)) {
          return true;
        }
        start = end;
      } else {
        start++;
      }
    }
    return false;
  }

  /** Whether a word of a script without blanks ends at a place, whatever stands before it. */
  private boolean hasUnspaced(FoldedText text, int end) {
    for (int length = longestUnspaced; length > 0; length--) {
      if (has(text, end - length, end)) {
        return true;
      }
    }
    return false;
  }

  /** The first of initials such as {@code d.o.b}, of which the last stands here. */
  private static int initialsStart(FoldedText text, int last) {
    int start = last;
    while (last - start <= LONGEST
        && isInitial(text, start)
        && text.at(start - 1) == '.'
        && isInitial(text, start - 2)) {
      start -= 2;
    }
    return start;
  }

  private static int end(FoldedText text, int start) {
    int end = start;
    while (end - start < LONGEST && Ascii.isAnyWord(text.at(end))) {
      end++;
    }
    return end;
  }

  private static boolean isInitial(FoldedText text, int place) {
    return Character.isLetter(text.at(place))
        && !Ascii.isAnyWord(text.at(place - 1))
        && !Ascii.isAnyWord(text.at(place + 1));
  }

  /** A full stop behind a word that is no abbreviation, before a blank and a capital letter. */
  private static boolean endsSentence(FoldedText text, int place) {
    char c = text.at(place);
    if ((c != '.' && c != '!' && c != '?') || text.at(place + 1) > ' ') {
      return false;
    }
    boolean capital = Character.isUpperCase(text.at(place + 2));
    if (Ascii.isDigit(text.at(place - 1))) {
      return capital;
    }
    int letters = 0;
    while (letters <= LONGEST_ABBREVIATION && Ascii.isAnyWord(text.at(place - 1 - letters))) {
      letters++;
    }
    return capital && letters > LONGEST_ABBREVIATION;
  }

  private static boolean isSame(String word, FoldedText text, int start, int length) {
    if (word.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (word.charAt(i) != lower(text.at(start + i))) {
        return false;
      }
    }
    return true;
  }

  private static char lower(char c) {
    if (c < 0x80) {
      return Ascii.isUpper(c) ? (char) (c + 32) : c;
    }
    return Character.toLowerCase(c);
  }
}
