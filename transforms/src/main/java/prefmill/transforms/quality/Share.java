package prefmill.transforms.quality;

/**
 * Shares and ratios as they stand in the ledger: whole millionths, rounded half up, so that every
 * machine writes the same number.
 */
public final class Share {
  private static final long MILLION = 1_000_000;

  private Share() {}

  /** The share of a part in a whole, or their ratio; of nothing in nothing 0. */
  public static double of(long part, long whole) {
    if (whole == 0) {
      return 0;
    }
    long millionths = (part * MILLION + whole / 2) / whole;
    return (double) millionths / MILLION;
  }
}
