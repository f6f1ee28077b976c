package prefmill.runners.training.attempt;

/** Why a training is stopped before its end. */
enum StopCause {
  /** Somebody asked for it. */
  CANCELLED,
  /** The job is no longer this attempt's, or nobody can tell. */
  LOST,
  /** It was asked to end behind a checkpoint, and is there. */
  STOPPED,
  /** The run has cost as much as it may. */
  BUDGET
}
