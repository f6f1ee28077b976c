package prefmill.trainers.evaluate;

import java.util.List;

/**
 * How well an adapter foretells demonstrations that it never saw.
 *
 * @param rows chats that were read
 * @param tooLong chats left out because they are too long
 * @param tokens target tokens in them
 * @param loss mean negative log-likelihood a token
 * @param perplexity its exponential
 * @param baseLoss the base model's loss
 * @param basePerplexity the base model's perplexity
 */
public record DemonstrationMetrics(
    int rows,
    int tooLong,
    long tokens,
    double loss,
    double perplexity,
    double baseLoss,
    double basePerplexity) {

  /** Sums up; of no chats every loss is 0. */
  static DemonstrationMetrics of(int tooLong, List<Integer> targets, float[] policy, float[] base) {
    long tokens = targets.stream().mapToLong(Integer::longValue).sum();
    double loss = perToken(policy, tokens);
    double baseLoss = perToken(base, tokens);
    return new DemonstrationMetrics(
        targets.size(), tooLong, tokens, loss, Math.exp(loss), baseLoss, Math.exp(baseLoss));
  }

  private static double perToken(float[] logProbs, long tokens) {
    double sum = 0;
    for (float logProb : logProbs) {
      sum -= logProb;
    }
    return sum / Math.max(1, tokens);
  }
}
