package prefmill.trainers.training;

import java.util.OptionalDouble;

/**
 * One optimiser step that is done.
 *
 * @param step the step, from 1
 * @param of how many steps the run has
 * @param epoch passes over the rows so far
 * @param loss the loss before the step
 * @param learningRate the step's rate
 * @param gradientNorm the gradient's length before clipping
 * @param tokens tokens read so far, prompts included
 * @param accuracy of pairs: the share in which the chosen answer gained more than the rejected one
 * @param margin of pairs: the mean implicit reward of chosen less that of rejected
 * @param evalLoss the loss on the validation rows after the step, at the end of an epoch
 */
public record StepReport(
    int step,
    int of,
    double epoch,
    double loss,
    double learningRate,
    double gradientNorm,
    long tokens,
    OptionalDouble accuracy,
    OptionalDouble margin,
    OptionalDouble evalLoss) {

  /** A step that was not evaluated after. */
  public StepReport(
      int step,
      int of,
      double epoch,
      double loss,
      double learningRate,
      double gradientNorm,
      long tokens,
      OptionalDouble accuracy,
      OptionalDouble margin) {
    this(
        step,
        of,
        epoch,
        loss,
        learningRate,
        gradientNorm,
        tokens,
        accuracy,
        margin,
        OptionalDouble.empty());
  }

  /** The same step with the loss on the validation rows. */
  public StepReport withEvalLoss(double value) {
    return new StepReport(
        step,
        of,
        epoch,
        loss,
        learningRate,
        gradientNorm,
        tokens,
        accuracy,
        margin,
        OptionalDouble.of(value));
  }
}
