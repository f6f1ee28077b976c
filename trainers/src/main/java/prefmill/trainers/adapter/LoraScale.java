package prefmill.trainers.adapter;

import prefmill.trainers.training.LoraPlan;

/**
 * The size of an adapter that exists, in whatever layout it is stored.
 *
 * @param rank columns of the two factors
 * @param scale what the product of the factors is multiplied with
 */
public record LoraScale(int rank, double scale) {
  /** The size that a plan asks for. */
  public static LoraScale of(LoraPlan plan) {
    return new LoraScale(plan.rank(), plan.scale());
  }

  /** What PEFT divides by the rank. */
  public double alpha() {
    return scale * rank;
  }
}
