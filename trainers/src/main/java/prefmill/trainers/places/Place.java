package prefmill.trainers.places;

import java.io.IOException;
import prefmill.trainers.environment.ExternalBackend;

/** Where a trainer's program runs: this machine, a host, a cluster. */
public interface Place {
  /**
   * Starts a program, or goes on with the run of the same key that an earlier attempt left there.
   *
   * @throws prefmill.trainers.training.TrainingException if it cannot run there, with the mend
   * @throws InterruptedException if the thread was interrupted; nothing runs there then
   */
  PlacedRun start(PlacedProgram program) throws IOException, InterruptedException;

  /** What to do if libraries of a trainer are missing there, as the second half of a sentence. */
  String mend(ExternalBackend backend);
}
