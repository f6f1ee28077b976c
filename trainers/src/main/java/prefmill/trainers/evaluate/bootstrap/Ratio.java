package prefmill.trainers.evaluate.bootstrap;

/** A sum over a count: points a comparison, or nats a token. */
public final class Ratio implements Sums<Ratio> {
  private double sum;
  private long count;

  /** Adds a sum over so many; returns itself. */
  public Ratio plus(double value, long times) {
    sum += value;
    count += times;
    return this;
  }

  @Override
  public void add(Ratio more) {
    plus(more.sum, more.count);
  }

  @Override
  public double mean() {
    return count == 0 ? 0 : sum / count;
  }
}
