package prefmill.trainers.training;

import java.nio.file.Path;

/** Hears how a run goes, on the training thread; an exception from it ends the run. */
@FunctionalInterface
public interface Progress {
  /** A step is done. */
  void step(StepReport report);

  /** The attempt has its folder: what it writes, its program's words too, is there. */
  default void folder(Path attempt) {}

  /** An interrupt would lose nothing just now: what was done so far is kept, or will be at once. */
  default void checkpoint() {}

  /** It runs elsewhere, under this name of that place: a Job's, a run's folder. */
  default void placed(String name) {}

  /** The adapter is about to take its final name; an exception keeps it from that. */
  default void finishing() {}
}
