package prefmill.trainers.djl.model;

import prefmill.trainers.adapter.LoraScale;
import prefmill.trainers.training.TrainingPlan;
import prefmill.trainers.training.TrainingPlan.LossType;

/**
 * What is compiled into the script.
 *
 * @param lora the adapter's size
 * @param loss of pairs
 * @param beta of the preference losses
 * @param smoothing the share of pairs taken to be the wrong way round
 * @param maxLength the longest sequence
 */
public record ModelScale(
    LoraScale lora, LossType loss, double beta, double smoothing, int maxLength) {
  /** The numbers of a plan. */
  public static ModelScale of(TrainingPlan plan) {
    return new ModelScale(
        LoraScale.of(plan.lora()),
        plan.lossType(),
        plan.beta(),
        plan.labelSmoothing(),
        plan.maxLength());
  }

  /** The numbers for reading with an adapter, without a loss. */
  public static ModelScale of(LoraScale lora, int maxLength) {
    return new ModelScale(lora, LossType.SIGMOID, 1, 0, maxLength);
  }
}
