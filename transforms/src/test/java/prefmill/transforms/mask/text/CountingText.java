package prefmill.transforms.mask.text;

/** A text that counts how often rules look at it. */
public final class CountingText extends FoldedText {
  private long steps;

  /** Counts from now on. */
  public CountingText(FoldedText text) {
    super(text);
  }

  @Override
  public char at(int i) {
    steps++;
    return super.at(i);
  }

  /** How many characters were asked for. */
  public long steps() {
    return steps;
  }
}
