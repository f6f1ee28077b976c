package prefmill.trainers.jobs;

import java.util.List;
import java.util.OptionalDouble;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

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
    OptionalDouble cost) {
  /** Enters steps of an attempt; one that was entered before is kept as it was. */
  static void enter(Handle handle, UUID job, long fence, List<Progress> steps) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into prefmill.training_progress (job_id, fence, step, of_steps, epoch, loss,
              eval_loss, learning_rate, tokens, tokens_per_second, remaining_seconds, cost)
            values (:id, :fence, :step, :of, :epoch, :loss, :evalLoss, :learningRate, :tokens,
              :tokensPerSecond, :remainingSeconds, :cost)
            on conflict do nothing
            """);
    for (Progress step : steps) {
      batch.bind("id", job).bind("fence", fence).bindMethods(step).add();
    }
    batch.execute();
  }
}
