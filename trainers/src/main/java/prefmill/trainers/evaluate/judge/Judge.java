package prefmill.trainers.evaluate.judge;

import java.util.List;
import prefmill.trainers.examples.Turn;

/** Compares two answers to one prompt. */
public interface Judge {
  /**
   * Which answer is better.
   *
   * @throws JudgeException if the judge cannot be asked
   */
  Opinion compare(List<Turn> prompt, String first, String second) throws InterruptedException;

  /** What a judge says. */
  enum Opinion {
    /** The first answer is better. */
    FIRST,
    /** The second answer is better. */
    SECOND,
    /** Neither is. */
    TIE,
    /** The judge answered, but not with one of these. */
    UNREADABLE
  }
}
