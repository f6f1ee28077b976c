package prefmill.trainers.evaluate;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How often an adapter prefers what people preferred, on pairs that it never saw.
 *
 * @param pairs pairs that were read
 * @param accuracy share of pairs whose margin is above 0; one of exactly 0 is half a pair
 * @param meanMargin mean implicit reward of chosen less that of rejected
 * @param baseAccuracy share of pairs whose chosen answer the base model finds likelier
 * @param baseAccuracyPerToken the same by mean log-probability a token, which length does not move
 */
public record PreferenceMetrics(
    int pairs,
    double accuracy,
    double meanMargin,
    double baseAccuracy,
    double baseAccuracyPerToken) {

  /**
   * Sums up; of no pairs every number is 0.
   *
   * @param beta scales the margins
   */
  public static PreferenceMetrics of(List<PairScore> scores, double beta) {
    return new PreferenceMetrics(
        scores.size(),
        share(scores, s -> s.margin(beta)),
        scores.stream().mapToDouble(s -> s.margin(beta)).average().orElse(0),
        share(scores, PairScore::baseDifference),
        share(scores, PairScore::baseDifferencePerToken));
  }

  private static double share(List<PairScore> scores, ToDoubleFunction<PairScore> value) {
    return scores.stream()
        .mapToDouble(s -> (1 + Math.signum(value.applyAsDouble(s))) / 2)
        .average()
        .orElse(0);
  }
}
