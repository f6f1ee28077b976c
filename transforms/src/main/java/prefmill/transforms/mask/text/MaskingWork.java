package prefmill.transforms.mask.text;

/**
 * The work that masking one text may take, in characters that are read again.
 *
 * <p>A token may uncover a value beside it, which is then looked for again: a few times in any text
 * that people write. Sixteen readings of the whole text, and four million characters more, which
 * lets short texts have as many as they like. Counted, never timed, so that every machine refuses
 * the same texts.
 */
public final class MaskingWork {
  private static final long CHARACTERS = 4_000_000;
  private static final long READINGS = 16;

  private long left;

  /** The work that a text may take. */
  public MaskingWork(String text) {
    left = CHARACTERS + READINGS * text.length();
  }

  /**
   * Takes one reading.
   *
   * @throws Spent if no work is left
   */
  public void read(int characters) {
    left -= characters;
    if (left < 0) {
      throw new Spent();
    }
  }

  /** The text needs more work than it may take; an expected end, so it takes no stack trace. */
  public static final class Spent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Spent() {
      super(
          "the text takes more work to mask than a text may: each value that is masked uncovers"
              + " another one beside it",
          null,
          false,
          false);
    }
  }
}
