package prefmill.trainers.jobs.history;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * A row of {@code training_progress}: one step of one attempt.
 *
 * @param evalLoss on the validation split, at the steps that evaluate
 * @param cost of the job so far; empty where no price is known
 */
public record JobStep(
    long fence,
    long step,
    long ofSteps,
    OptionalDouble epoch,
    OptionalDouble loss,
    OptionalDouble evalLoss,
    OptionalDouble learningRate,
    long tokens,
    OptionalDouble tokensPerSecond,
    OptionalDouble remainingSeconds,
    OptionalDouble cost,
    Instant at) {}
