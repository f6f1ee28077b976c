package prefmill.trainers.training;

import java.nio.file.Path;

/** Hears how a run goes, on the training thread; an exception from it ends the run. */
@FunctionalInterface
public interface Progress {
  /** A step is done. */
  void step(StepReport report);

  /** The adapter is written and synced, not yet moved to its final name. */
  default void written(Path attempt) {}
}
