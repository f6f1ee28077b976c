package prefmill.trainers.evaluate.judge;

import java.util.List;
import prefmill.trainers.evaluate.judge.Judge.Opinion;
import prefmill.trainers.evaluate.judge.JudgedPrompt.Outcome;
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

  /** How the comparison ends; equal answers are a tie unasked. */
  public Outcome compare(List<Turn> prompt, String candidate, String baseline)
      throws InterruptedException {
    if (candidate.equals(baseline)) {
      return Outcome.TIE;
    }
    Opinion one = judge.compare(prompt, candidate, baseline);
    Opinion other = judge.compare(prompt, baseline, candidate);
    if (one == Opinion.UNREADABLE || other == Opinion.UNREADABLE) {
      return Outcome.UNREADABLE;
    }
    if (one == Opinion.FIRST && other == Opinion.SECOND) {
      return Outcome.WIN;
    }
    return one == Opinion.SECOND && other == Opinion.FIRST ? Outcome.LOSS : Outcome.TIE;
  }
}
