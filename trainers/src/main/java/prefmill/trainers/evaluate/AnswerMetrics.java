package prefmill.trainers.evaluate;

import java.util.Collection;
import java.util.function.ToDoubleFunction;
import prefmill.trainers.djl.measure.ComparedSequence;

/**
 * How well an adapter foretells answers that it never saw.
 *
 * @param answers how many were read
 * @param tokens target tokens in them
 * @param loss mean negative log-likelihood a token, in nats
 * @param baseLoss the base model's
 * @param divergence mean over the tokens' positions of KL(adapter || base), in nats, exact over the
 *     vocabulary; see {@link ComparedSequence#divergence}
 */
public record AnswerMetrics(
    int answers, long tokens, double loss, double baseLoss, double divergence) {

  /** Sums up; of no answers every number is 0. */
  public static AnswerMetrics of(Collection<ComparedSequence> answers) {
    long tokens = answers.stream().mapToLong(ComparedSequence::targets).sum();
    return new AnswerMetrics(
        answers.size(),
        tokens,
        -perToken(answers, tokens, ComparedSequence::logProb),
        -perToken(answers, tokens, ComparedSequence::baseLogProb),
        perToken(answers, tokens, ComparedSequence::divergence));
  }

  /** The exponential of the loss. */
  public double perplexity() {
    return Math.exp(loss);
  }

  /** The base model's. */
  public double basePerplexity() {
    return Math.exp(baseLoss);
  }

  private static double perToken(
      Collection<ComparedSequence> answers, long tokens, ToDoubleFunction<ComparedSequence> value) {
    return answers.stream().mapToDouble(value).sum() / Math.max(1, tokens);
  }
}
