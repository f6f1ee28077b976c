package prefmill.runners.report;

/**
 * Where a rate lies with 95 % confidence (Wilson, 1927).
 *
 * @param low the lower end, 0 to 1
 * @param high the upper end, 0 to 1
 */
record Wilson(double low, double high) {
  private static final double Z = 1.959964;

  /** The interval of so many of so many, one or more. */
  static Wilson of(long hits, long tries) {
    double share = (double) hits / tries;
    double square = Z * Z / tries;
    double middle = (share + square / 2) / (1 + square);
    double half = Z * Math.sqrt((share * (1 - share) + square / 4) / tries) / (1 + square);
    return new Wilson(Math.max(0, middle - half), Math.min(1, middle + half));
  }
}
