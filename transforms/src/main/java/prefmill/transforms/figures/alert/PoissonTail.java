package prefmill.transforms.figures.alert;

/** How likely so many or more are, if each comes by chance and so many are usual. */
final class PoissonTail {
  private static final double NEGLIGIBLE = 1e-12;

  private PoissonTail() {}

  /** P(X >= count) of a Poisson distribution; 1 where the count is not above the mean. */
  static double atLeast(long count, double mean) {
    if (count <= mean) {
      return 1;
    }
    if (mean == 0) {
      return 0;
    }
    double logTerm = count * Math.log(mean) - mean;
    for (long i = 2; i <= count; i++) {
      logTerm -= Math.log((double) i);
    }
    double sum = 0;
    double factor = 1;
    for (long i = count + 1; factor > NEGLIGIBLE; i++) {
      sum += factor;
      factor *= mean / i;
    }
    return Math.exp(logTerm) * sum;
  }
}
