package prefmill.trainers.training;

/** How the learning rate moves over a run, as transformers' schedulers of the same names do. */
public enum Schedule {
  /** Stays as it is. */
  CONSTANT,
  /** Falls in a straight line to zero behind the last step. */
  LINEAR;

  /**
   * The rate of one step.
   *
   * @param peak the highest rate of the run
   * @param step the step, from 1
   * @param of the number of steps
   * @param warmup steps over which the rate first rises from zero to the peak
   */
  public double rate(double peak, int step, int of, int warmup) {
    int done = step - 1;
    if (done < warmup) {
      return peak * done / warmup;
    }
    return switch (this) {
      case CONSTANT -> peak;
      case LINEAR -> peak * Math.max(0, of - done) / Math.max(1, of - warmup);
    };
  }
}
