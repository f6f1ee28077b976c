package prefmill.pipelines.run;

/** Into how many stretches buckets are cut: always a power of two. */
public final class Stretches {
  private static final int MOST_BITS = 16;

  private Stretches() {}

  /** The bits of the next power of two of the greater number. */
  public static int bits(long wanted, long atLeast) {
    long most = Math.max(1, Math.max(wanted, atLeast));
    return Math.min(MOST_BITS, 64 - Long.numberOfLeadingZeros(most - 1));
  }
}
