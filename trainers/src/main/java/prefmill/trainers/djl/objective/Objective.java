package prefmill.trainers.djl.objective;

import ai.djl.pytorch.engine.PtNDManager;
import java.util.List;

/** What a run minimises: its rows as tokens, and the loss of any of them. */
public interface Objective {
  /** How many rows there are to train on. */
  int rows();

  /** How many rows were left out because they are too long. */
  int tooLong();

  /** The dataset's id of a row. */
  String rowId(int row);

  /** What a row adds to the number that a step's loss is divided by: 1, or its target tokens. */
  long share(int row);

  /** How many tokens a pass reads for a row. */
  long tokens(int row);

  /**
   * One forward and backward pass.
   *
   * @param scope owns the gradients
   * @param rows the pass's rows
   * @param total the sum of all shares of the step
   */
  ScoredPass pass(PtNDManager scope, List<Integer> rows, double total) throws InterruptedException;
}
