package prefmill.trainers.evaluate.bootstrap;

/**
 * Sums of half points, apart for pairs whose chosen answer is longer and for the others.
 *
 * <p>Their mean gives both kinds the same weight, so that an adapter which only likes length gains
 * in one what it loses in the other (the idea of length-controlled win rates: Dubois et al. 2024,
 * arXiv:2404.04475).
 */
public final class LengthControlled implements Sums<LengthControlled> {
  private long longer;
  private long longerSum;
  private long other;
  private long otherSum;

  /** Adds half points of a pair. */
  public void add(boolean chosenLonger, long halves) {
    if (chosenLonger) {
      longer++;
      longerSum += halves;
    } else {
      other++;
      otherSum += halves;
    }
  }

  @Override
  public void add(LengthControlled more) {
    longer += more.longer;
    longerSum += more.longerSum;
    other += more.other;
    otherSum += more.otherSum;
  }

  /** Whether there are pairs of both kinds. */
  public boolean isControlled() {
    return longer > 0 && other > 0;
  }

  /** The mean of both kinds in whole points; of one kind if there is no other; of none 0. */
  @Override
  public double mean() {
    double first = longer == 0 ? 0 : longerSum / (2.0 * longer);
    double second = other == 0 ? 0 : otherSum / (2.0 * other);
    return isControlled() ? (first + second) / 2 : first + second;
  }
}
