package prefmill.trainers.training;

import java.io.IOException;

/** Trains one adapter. */
@FunctionalInterface
public interface Trainer {
  /**
   * Trains, or returns the adapter that an earlier call with the same key has finished.
   *
   * @throws TrainingException if the run cannot start or go on; nothing stands under the output's
   *     name then
   * @throws IOException if a file cannot be read or written
   * @throws InterruptedException if the thread was interrupted; the attempt is removed
   */
  TrainedAdapter train(TrainingRun run, Progress progress) throws IOException, InterruptedException;
}
