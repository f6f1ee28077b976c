package prefmill.trainers.djl.model;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * What one forward and backward pass gives.
 *
 * @param loss the pass's part of the step's loss
 * @param logProbs the summed log-probability of each sequence's targets
 * @param gradients one a parameter, owned by the scope of the pass
 */
public record GradientPass(double loss, List<Float> logProbs, List<NDArray> gradients) {
  public GradientPass {
    logProbs = List.copyOf(logProbs);
    gradients = List.copyOf(gradients);
  }
}
