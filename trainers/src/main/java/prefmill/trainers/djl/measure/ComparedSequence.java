package prefmill.trainers.djl.measure;

/**
 * How an adapter and its base model foretell the targets of one sequence.
 *
 * @param targets how many there are
 * @param logProb the adapter's log-probability of all of them, in nats
 * @param baseLogProb the base model's
 * @param divergence the sum over their positions of KL(adapter || base) in nats, exact over the
 *     vocabulary: by how much the adapter's next token is more surprising to the base model than to
 *     itself; the direction of the penalty in Ziegler et al. 2019, arXiv:1909.08593
 * @param hits how many of them the adapter finds likeliest of the vocabulary
 * @param baseHits how many of them the base model finds likeliest
 */
public record ComparedSequence(
    int targets, double logProb, double baseLogProb, double divergence, int hits, int baseHits) {

  /** The base model in the adapter's place. */
  public ComparedSequence base() {
    return new ComparedSequence(targets, baseLogProb, baseLogProb, 0, baseHits, baseHits);
  }

  /** Whether greedy decoding with the adapter writes exactly the targets. */
  public boolean completed() {
    return targets > 0 && hits == targets;
  }

  /** Whether greedy decoding with the base model does. */
  public boolean completedByBase() {
    return targets > 0 && baseHits == targets;
  }
}
