package prefmill.transforms.mask.rules.author;

import java.util.Locale;
import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.WordEdge;
import prefmill.transforms.mask.text.FoldedText;

/**
 * A word or phrase looked for between word boundaries.
 *
 * @param spelling in lower case unless the case is exact; a space stands for a gap of up to three
 *     blanks, dots, dashes or underscores
 * @param exactCase whether upper and lower case differ
 */
record Needle(String spelling, boolean exactCase) {
  static Needle of(String spelling, boolean exactCase) {
    return new Needle(exactCase ? spelling : spelling.toLowerCase(Locale.ROOT), exactCase);
  }

  /** The end of the needle if it stands at this place, or -1. */
  int endAt(FoldedText text, int start) {
    if (!WordEdge.isBetween(text.at(start - 1), text.at(start))) {
      return -1;
    }
    int end = start;
    for (int i = 0; i < spelling.length(); i++) {
      char wanted = spelling.charAt(i);
      if (wanted == ' ') {
        int gap = end;
        while (end - gap < WordEdge.LONGEST_GAP && WordEdge.isGap(text.at(end))) {
          end++;
        }
        if (end == gap) {
          return -1;
        }
      } else if (same(text.at(end), wanted)) {
        end++;
      } else {
        return -1;
      }
    }
    return WordEdge.isBetween(text.at(end - 1), text.at(end)) ? end : -1;
  }

  /** Whether its first character is an ASCII letter or digit. */
  boolean beginsWithAscii() {
    return Ascii.isWord(spelling.charAt(0));
  }

  /** How many of its first characters tell where it can stand: up to a gap, and three at most. */
  int told() {
    int gap = spelling.indexOf(' ');
    return Math.min(3, gap < 0 ? spelling.length() : gap + 1);
  }

  /** The characters that can stand for the one at this place, as far as they are ASCII. */
  String spelled(int place) {
    char wanted = spelling.charAt(place);
    return wanted == ' ' ? WordEdge.GAPS : "" + wanted + Character.toUpperCase(wanted);
  }

  private boolean same(char c, char wanted) {
    return c == wanted || (!exactCase && Character.toLowerCase(c) == wanted);
  }
}
