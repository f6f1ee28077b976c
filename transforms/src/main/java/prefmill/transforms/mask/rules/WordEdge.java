package prefmill.transforms.mask.rules;

/**
 * Where words begin and end.
 *
 * <p>Words end where letters do; scripts that write no spaces have no such ends. Within a phrase a
 * gap of up to three blanks, dots, dashes or underscores is one blank.
 */
public final class WordEdge {
  /** The characters of a gap. */
  public static final String GAPS = " \n\t.-_,";

  /** The most characters of a gap. */
  public static final int LONGEST_GAP = 3;

  private WordEdge() {}

  /** Whether a word may end before the second character or begin with it. */
  public static boolean isBetween(char before, char after) {
    return !isJoined(before) || !isJoined(after);
  }

  /** Whether a character is a piece of a word of a script that writes spaces. */
  public static boolean isJoined(char c) {
    return Ascii.isAnyWord(c) || (c >= 0x80 && Character.getType(c) == Character.NON_SPACING_MARK);
  }

  /** Whether a character may part the words of a phrase. */
  public static boolean isGap(char c) {
    return GAPS.indexOf(c) >= 0;
  }
}
