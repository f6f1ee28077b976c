package prefmill.trainers.evaluate;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How often an adapter prefers what people preferred, on pairs that it never saw.
 *
 * @param pairs pairs that were read
 * @param tooLong pairs left out because they are too long
 * @param accuracy share of pairs whose margin is above 0; a tie is not right
 * @param meanMargin mean implicit reward of chosen less that of rejected
 * @param baseAccuracy share of pairs whose chosen answer the base model finds likelier
 * @param baseAccuracyPerToken the same by mean log-probability a token, which length does not move
 * @param scores each pair's, in the order of the rows
 */
public record PreferenceMetrics(
    int pairs,
    int tooLong,
    double accuracy,
    double meanMargin,
    double baseAccuracy,
    double baseAccuracyPerToken,
    List<PairScore> scores) {
  public PreferenceMetrics {
    scores = List.copyOf(scores);
  }

  /** Sums up; of no pairs every number but the counts is 0. */
  static PreferenceMetrics of(List<PairScore> scores, int tooLong) {
    return new PreferenceMetrics(
        scores.size(),
        tooLong,
        share(scores, PairScore::margin),
        scores.stream().mapToDouble(PairScore::margin).average().orElse(0),
        share(scores, PairScore::baseDifference),
        share(scores, PairScore::baseDifferencePerToken),
        scores);
  }

  private static double share(List<PairScore> scores, ToDoubleFunction<PairScore> value) {
    return scores.stream().mapToDouble(s -> value.applyAsDouble(s) > 0 ? 1 : 0).average().orElse(0);
  }
}
