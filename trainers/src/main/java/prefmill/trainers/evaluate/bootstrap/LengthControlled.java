package prefmill.trainers.evaluate.bootstrap;

/**
 * Sums of half points, apart for pairs whose chosen answer is the longer one and the shorter one.
 *
 * <p>Their mean gives both kinds the same weight, so that an adapter which only likes length gains
 * in one what it loses in the other (the idea of length-controlled win rates: Dubois et al. 2024,
 * arXiv:2404.04475).
 */
public final class LengthControlled implements Sums<LengthControlled> {
  private static final double WORST_GAIN = -1;

  private long longer;
  private long longerSum;
  private long shorter;
  private long shorterSum;

  /** Adds half points of a pair. */
  public void add(boolean chosenLonger, long halves) {
    if (chosenLonger) {
      longer++;
      longerSum += halves;
    } else {
      shorter++;
      shorterSum += halves;
    }
  }

  @Override
  public void add(LengthControlled more) {
    longer += more.longer;
    longerSum += more.longerSum;
    shorter += more.shorter;
    shorterSum += more.shorterSum;
  }

  /** Whether there are pairs whose chosen answer is the longer one. */
  public boolean hasLonger() {
    return longer > 0;
  }

  /** Whether there are pairs whose chosen answer is the shorter one. */
  public boolean hasShorter() {
    return shorter > 0;
  }

  /**
   * The mean gain over both kinds in whole points, -1 to 1; a kind that is not there counts as the
   * worst that it could be, since a draw without it shows nothing of it.
   */
  @Override
  public double mean() {
    double first = hasLonger() ? longerSum / (2.0 * longer) : WORST_GAIN;
    double second = hasShorter() ? shorterSum / (2.0 * shorter) : WORST_GAIN;
    return (first + second) / 2;
  }

  /** The mean over both kinds in whole points; of one kind if there is no other; of none 0. */
  public double accuracy() {
    double first = hasLonger() ? longerSum / (2.0 * longer) : 0;
    double second = hasShorter() ? shorterSum / (2.0 * shorter) : 0;
    return hasLonger() && hasShorter() ? (first + second) / 2 : first + second;
  }
}
