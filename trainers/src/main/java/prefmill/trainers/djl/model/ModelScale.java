package prefmill.trainers.djl.model;

import prefmill.trainers.adapter.LoraScale;
import prefmill.trainers.training.TrainingPlan;

/**
 * The numbers that are compiled into the script.
 *
 * @param lora what the adapter's output is multiplied with
 * @param beta of the preference losses
 * @param maxLength the longest sequence
 */
public record ModelScale(double lora, double beta, int maxLength) {
  /** The numbers of a plan. */
  public static ModelScale of(TrainingPlan plan) {
    return new ModelScale(plan.lora().scale(), plan.beta(), plan.maxLength());
  }

  /** The numbers for reading with an adapter, without a loss. */
  public static ModelScale of(LoraScale lora, int maxLength) {
    return new ModelScale(lora.scale(), 1, maxLength);
  }
}
