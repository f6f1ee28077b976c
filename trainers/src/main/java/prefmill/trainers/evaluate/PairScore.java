package prefmill.trainers.evaluate;

import prefmill.trainers.djl.measure.ComparedSequence;

/**
 * How an adapter and its base model judge one pair.
 *
 * @param rowId the row of the dataset version
 * @param chosen what they make of the chosen answer's tokens
 * @param rejected what they make of the rejected one's
 */
public record PairScore(String rowId, ComparedSequence chosen, ComparedSequence rejected) {
  /**
   * The implicit reward of chosen less that of rejected; above 0 the adapter is right (Rafailov et
   * al. 2023, arXiv:2305.18290).
   *
   * @param beta scales the rewards; it moves margins, never their sign
   */
  public double margin(double beta) {
    double gainOfChosen = chosen.logProb() - chosen.baseLogProb();
    double gainOfRejected = rejected.logProb() - rejected.baseLogProb();
    return beta * (gainOfChosen - gainOfRejected);
  }

  /** The base model's log-probability of chosen less that of rejected. */
  double baseDifference() {
    return chosen.baseLogProb() - rejected.baseLogProb();
  }

  /** The same, each divided by its length. */
  double baseDifferencePerToken() {
    return chosen.baseLogProb() / chosen.targets() - rejected.baseLogProb() / rejected.targets();
  }
}
