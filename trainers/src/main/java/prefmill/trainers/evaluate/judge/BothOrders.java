package prefmill.trainers.evaluate.judge;

import java.util.List;
import java.util.OptionalDouble;
import prefmill.trainers.evaluate.judge.Judge.Opinion;
import prefmill.trainers.examples.Turn;

/**
 * Asks a judge twice, each answer first once, since judges favour a place (Zheng et al. 2023,
 * arXiv:2306.05685, section 3.3): only a word that survives the exchange counts, others are a tie.
 */
public final class BothOrders {
  private final Judge judge;

  private BothOrders(Judge judge) {
    this.judge = judge;
  }

  /** Asks this judge. */
  public static BothOrders of(Judge judge) {
    return new BothOrders(judge);
  }

  /** Points of the candidate, see {@link JudgedPrompt}; equal answers are a tie unasked. */
  public OptionalDouble points(List<Turn> prompt, String candidate, String baseline)
      throws InterruptedException {
    if (candidate.equals(baseline)) {
      return OptionalDouble.of(0.5);
    }
    Opinion one = judge.compare(prompt, candidate, baseline);
    Opinion other = judge.compare(prompt, baseline, candidate);
    if (one == Opinion.UNREADABLE || other == Opinion.UNREADABLE) {
      return OptionalDouble.empty();
    }
    if (one == Opinion.FIRST && other == Opinion.SECOND) {
      return OptionalDouble.of(1);
    }
    return OptionalDouble.of(one == Opinion.SECOND && other == Opinion.FIRST ? 0 : 0.5);
  }
}
