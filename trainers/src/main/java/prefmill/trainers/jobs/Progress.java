package prefmill.trainers.jobs;

import java.util.OptionalDouble;

/**
 * One step of a training, as a row of {@code training_progress}.
 *
 * @param step from 0, at most {@code of}
 * @param of steps in all
 * @param loss of the step's batch
 * @param evalLoss on the validation split, at the steps that evaluate
 * @param tokens trained on so far
 * @param remainingSeconds until the last step, at this attempt's pace
 * @param cost of the job so far, earlier attempts included; empty where no price is known
 */
public record Progress(
    long step,
    long of,
    double epoch,
    double loss,
    OptionalDouble evalLoss,
    double learningRate,
    long tokens,
    double tokensPerSecond,
    double remainingSeconds,
    OptionalDouble cost) {}
