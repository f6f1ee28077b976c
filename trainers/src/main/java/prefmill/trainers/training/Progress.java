package prefmill.trainers.training;

/** Hears how a run goes, on the training thread; an exception from it ends the run. */
@FunctionalInterface
public interface Progress {
  /** A step is done. */
  void step(StepReport report);
}
