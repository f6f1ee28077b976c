package prefmill.trainers.training;

/**
 * The size of a low-rank adapter on all seven projections of each layer (Hu et al., 2021).
 *
 * @param rank columns of the two factors
 * @param alpha numerator of the scale
 * @param kind whether magnitudes are learned apart
 */
public record LoraPlan(int rank, int alpha, Kind kind) {
  /** A plain low-rank adapter. */
  public LoraPlan(int rank, int alpha) {
    this(rank, alpha, Kind.LORA);
  }

  /** What the product of the factors is multiplied with. */
  public double scale() {
    return (double) alpha / rank;
  }

  /** The shape of an adapter; the names are those of policies. */
  public enum Kind {
    /** W + scale B A. */
    LORA,
    /**
     * The direction of W + scale B A with a learned length for each output, weight-decomposed (Liu
     * et al., 2024, arXiv:2402.09353).
     */
    DORA
  }
}
