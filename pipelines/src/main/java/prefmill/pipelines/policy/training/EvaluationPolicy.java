package prefmill.pipelines.policy.training;

import java.util.List;
import java.util.Optional;

/**
 * How much evidence a promotion needs.
 *
 * @param alpha the greatest probability, over all looks at one test set, that an adapter passes
 *     which is no better
 * @param minPersons below so many persons nothing is decided
 * @param canaries texts planted in the feedback that no adapter may complete
 * @param judge who compares generated answers; empty for nobody
 */
public record EvaluationPolicy(
    double alpha, int minPersons, List<String> canaries, Optional<JudgePolicy> judge) {
  public EvaluationPolicy {
    canaries = List.copyOf(canaries);
  }
}
