package prefmill.transforms.mask.rules.secret.token;

import java.util.BitSet;
import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.text.FoldedText;

/**
 * What a token looks like that its issuer marks in the middle.
 *
 * @param mark the mark
 * @param before what stands before it
 * @param after what follows
 */
record TokenMark(String mark, Run before, Run after) {
  /**
   * A run of characters.
   *
   * @param characters which
   * @param least the fewest
   * @param most the most; a longer run is something else
   */
  record Run(BitSet characters, int least, int most) {
    private static Run parse(String[] fields, int first) {
      return new Run(
          TokenShape.characters(fields[first]),
          Integer.parseInt(fields[first + 1]),
          Integer.parseInt(fields[first + 2]));
    }

    /** Whether so many characters are enough and not too many, and the run ends there. */
    private boolean fits(int length, char beyond) {
      return length >= least && length <= most && !Ascii.isWord(beyond);
    }
  }

  /** Reads a line of the list of marks. */
  static TokenMark parse(String line) {
    String[] fields = line.split(" ", -1);
    return new TokenMark(fields[0], Run.parse(fields, 1), Run.parse(fields, 4));
  }

  /** Where such a token may have its mark; hexadecimal digits follow the marks of one character. */
  Trigger trigger() {
    Trigger trigger = Trigger.spelled(Trigger.Place.ANY, mark);
    return mark.length() > 1 ? trigger : trigger.then(Trigger.HEX, Trigger.HEX);
  }

  /** The start of such a token whose mark begins here, or -1. */
  int start(FoldedText text, int at) {
    if (text.at(at) != mark.charAt(0) || !text.has(at, mark)) {
      return -1;
    }
    int start = at;
    while (at - start <= before.most() && before.characters().get(text.at(start - 1))) {
      start--;
    }
    return before.fits(at - start, text.at(start - 1)) ? start : -1;
  }

  /** The end of such a token whose mark begins here, or -1. */
  int end(FoldedText text, int at) {
    int first = at + mark.length();
    int end = first;
    while (end - first <= after.most() && after.characters().get(text.at(end))) {
      end++;
    }
    while (end > first && text.at(end - 1) == '.') {
      end--;
    }
    return after.fits(end - first, text.at(end)) ? end : -1;
  }
}
