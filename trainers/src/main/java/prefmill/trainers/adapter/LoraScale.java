package prefmill.trainers.adapter;

import prefmill.trainers.training.LoraPlan;

/**
 * The size of an adapter that exists, in whatever layout it is stored.
 *
 * @param rank columns of the two factors
 * @param scale what the product of the factors is multiplied with
 * @param dora whether each projection has a magnitude, too (Liu et al., 2024)
 */
public record LoraScale(int rank, double scale, boolean dora) {
  /** The size of an adapter without magnitudes. */
  public LoraScale(int rank, double scale) {
    this(rank, scale, false);
  }

  /** The size that a plan asks for. */
  public static LoraScale of(LoraPlan plan) {
    return new LoraScale(plan.rank(), plan.scale(), plan.kind() == LoraPlan.Kind.DORA);
  }

  /** What PEFT divides by the rank. */
  public double alpha() {
    return scale * rank;
  }
}
