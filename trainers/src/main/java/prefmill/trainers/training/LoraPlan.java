package prefmill.trainers.training;

/**
 * The size of a low-rank adapter on all seven projections of each layer (Hu et al., 2021).
 *
 * @param rank columns of the two factors
 * @param alpha numerator of the scale
 */
public record LoraPlan(int rank, int alpha) {
  /** What the product of the factors is multiplied with. */
  public double scale() {
    return (double) alpha / rank;
  }
}
