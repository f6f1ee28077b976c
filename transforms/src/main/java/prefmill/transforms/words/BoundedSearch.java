package prefmill.transforms.words;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for a policy's regular expression with a counted amount of work, so that no text and no
 * pattern can hold up a worker: 100 looks at a character for each character, and 100,000 more. A
 * search that needs more, or that nests too deeply, finds nothing.
 */
public final class BoundedSearch {
  private static final long LOOKS = 100_000;
  private static final int LOOKS_EACH = 100;

  private BoundedSearch() {}

  /** Whether the pattern is found in a text. */
  public static boolean finds(Pattern pattern, String text) {
    try {
      return pattern.matcher(new Counted(text)).find();
    } catch (TooMuchWork | StackOverflowError e) {
      return false;
    }
  }

  /** The text without what the pattern matches; as it is if that is too much work. */
  public static String cut(Pattern pattern, String text) {
    try {
      Matcher matcher = pattern.matcher(new Counted(text));
      return matcher.replaceAll("");
    } catch (TooMuchWork | StackOverflowError e) {
      return text;
    }
  }

  /** A text that counts how often it is looked at. */
  private static final class Counted implements CharSequence {
    private final String text;
    private final int from;
    private final int to;
    private long looks;

    Counted(String text) {
      this(text, 0, text.length(), LOOKS + (long) LOOKS_EACH * text.length());
    }

    private Counted(String text, int from, int to, long looks) {
      this.text = text;
      this.from = from;
      this.to = to;
      this.looks = looks;
    }

    @Override
    public char charAt(int index) {
      if (looks-- <= 0) {
        throw new TooMuchWork();
      }
      return text.charAt(from + index);
    }

    @Override
    public int length() {
      return to - from;
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Counted(text, from + start, from + end, looks);
    }

    @Override
    public String toString() {
      return text.substring(from, to);
    }
  }

  /** The work is used up; an expected end, so it takes no stack trace. */
  private static final class TooMuchWork extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooMuchWork() {
      super("too much work", null, false, false);
    }
  }
}
