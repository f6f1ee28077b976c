package prefmill.transforms.mask.text;

import java.util.Arrays;
import java.util.List;

/**
 * A text as the rules see it: one spelling for what can be spelled in many ways, and the way back
 * to the original.
 *
 * <p>Characters that look alike are one, as {@link Confusables} tells, invisible characters vanish,
 * JSON escapes are read, and each token or placeholder is one {@link #PROTECTED} character. Linear
 * in the length of the text.
 */
public class FoldedText {
  /** Stands for a token that is already there: no rule takes it for a part of a value. */
  public static final char PROTECTED = '\uE000';

  /** What is read outside the text. */
  public static final char NONE = '\0';

  private static final int STRETCH_BITS = 4;
  private static final byte UNKNOWN = 0;
  private static final byte BARE = 1;
  private static final byte LETTERED = 2;
  private static final int ASCII = 0x80;

  private final char[] chars;
  private final int[] origins;
  private final int[] fresh;
  private byte[] lettered;

  FoldedText(char[] chars, int length, int[] origins) {
    this(chars, length, origins, null);
  }

  private FoldedText(char[] chars, int length, int[] origins, int[] fresh) {
    // no longer than the text, so that one comparison tells whether a place is in it
    this.chars = length == chars.length ? chars : Arrays.copyOf(chars, length);
    this.origins = origins;
    this.fresh = fresh;
  }

  /** The same text, seen through {@link #at} of a subclass. */
  protected FoldedText(FoldedText other) {
    this(other.chars, other.chars.length, other.origins, other.fresh);
  }

  /** Folds a text, without reading percent-encoding and character references. */
  public static FoldedText of(String text) {
    return TextFolding.fold(text);
  }

  /**
   * The same with its percent-encoding and the character references of HTML read; null if it has
   * none.
   *
   * <p>A view of its own: a sign that is spelled out is no delimiter to who wrote it, so that a
   * rule may find more in one view or in the other.
   *
   * @param text what was folded
   */
  public FoldedText decoded(String text) {
    return TextFolding.decode(text, this);
  }

  /**
   * The same where each of these findings is one protected character, as the token in its place
   * will be.
   *
   * @param found places of the original, in order and without overlaps
   */
  public FoldedText without(List<Finding> found) {
    int length = chars.length;
    char[] left = new char[length + found.size()];
    int[] places = new int[length + found.size() + 1];
    int[] marks = new int[found.size()];
    int size = 0;
    int kept = 0;
    int count = 0;
    for (Finding finding : found) {
      int start = placeOf(finding.start(), kept);
      size = copy(kept, start, left, places, size);
      kept = placeOf(finding.end(), start);
      if (kept > start) {
        marks[count++] = size;
        left[size] = PROTECTED;
        places[size++] = finding.start();
      }
    }
    size = copy(kept, length, left, places, size);
    places[size] = origin(length);
    return new FoldedText(left, size, places, Arrays.copyOf(marks, count));
  }

  /** The first place, from the least one on, whose character begins at or behind an origin. */
  private int placeOf(int origin, int least) {
    if (origins == null) {
      return Math.max(least, Math.min(origin, chars.length));
    }
    int from = least;
    int to = chars.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (origins[middle] < origin) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  private int copy(int start, int end, char[] to, int[] places, int size) {
    System.arraycopy(chars, start, to, size, end - start);
    if (origins == null) {
      for (int i = start; i < end; i++) {
        places[size + i - start] = i;
      }
    } else {
      System.arraycopy(origins, start, places, size, end - start);
    }
    return size + end - start;
  }

  /** Where {@link #without} put protected characters, in order; null where it was not asked. */
  public int[] fresh() {
    return fresh;
  }

  boolean isOriginal() {
    return origins == null;
  }

  /** The text in its one spelling, a {@link #PROTECTED} character for each token. */
  public String text() {
    return new String(chars);
  }

  /** The number of characters. */
  public int length() {
    return chars.length;
  }

  /** The character at a place; {@link #NONE} before the start and after the end. */
  public char at(int i) {
    return i >= 0 && i < chars.length ? chars[i] : NONE;
  }

  /**
   * Whether there may be a word from start to end, with two letters or initials at least: a cheap
   * no for a rule that wants one. A yes may be due to a word some characters beyond.
   */
  public boolean mayHoldWord(int start, int end) {
    if (lettered == null) {
      lettered = new byte[(chars.length >> STRETCH_BITS) + 1];
    }
    int last = (Math.min(end, chars.length) - 1) >> STRETCH_BITS;
    for (int stretch = Math.max(start, 0) >> STRETCH_BITS; stretch <= last; stretch++) {
      if (lettered[stretch] == UNKNOWN) {
        lettered[stretch] = hasWord(stretch) ? LETTERED : BARE;
      }
      if (lettered[stretch] == LETTERED) {
        return true;
      }
    }
    return false;
  }

  /** Whether two letters in a row, or initials, begin or end in a stretch. */
  private boolean hasWord(int stretch) {
    int first = stretch << STRETCH_BITS;
    int last = Math.min(first + (1 << STRETCH_BITS), chars.length - 1);
    for (int i = Math.max(first, 1); i <= last; i++) {
      if (isLetter(chars[i])
          && (isLetter(chars[i - 1]) || (chars[i - 1] == '.' && isLetter(at(i - 2))))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= ASCII;
  }

  /** The place in the original where the character at this place begins. */
  public int origin(int i) {
    return origins == null ? i : origins[i];
  }

  /** Whether the text goes on with an ASCII word at a place. */
  public boolean has(int start, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (at(start + i) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The characters from start to end. */
  public String slice(int start, int end) {
    StringBuilder slice = new StringBuilder(end - start);
    for (int i = start; i < end; i++) {
      slice.append(at(i));
    }
    return slice.toString();
  }
}
