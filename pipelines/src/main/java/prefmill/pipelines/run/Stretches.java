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

  /** In which of two to the power of bits stretches a bucket lies. */
  public static int of(long bucket, int bits) {
    return bits == 0 ? 0 : (int) (bucket >>> (64 - bits));
  }

  /** Whether a stretch of one division shares buckets with one of another. */
  public static boolean meet(int bits, int stretch, int otherBits, int otherStretch) {
    int shared = Math.min(bits, otherBits);
    return shared == 0 || stretch >>> (bits - shared) == otherStretch >>> (otherBits - shared);
  }
}
