package prefmill.runners.nightly.gate;

import java.io.IOException;
import java.util.List;

/** One condition that a training must meet before it may begin. */
@FunctionalInterface
interface TrainingGate {
  /**
   * Asks it.
   *
   * @return a sentence for each thing that is missing, which says how much of it; empty to let pass
   */
  List<String> refusals(Candidate candidate) throws IOException;
}
