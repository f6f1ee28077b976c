package prefmill.trainers.djl.objective;

import java.util.List;
import prefmill.trainers.djl.model.GradientPass;

/**
 * A pass with what it shows of the pairs in it.
 *
 * @param gradient loss and gradients
 * @param margins of pairs: implicit reward of chosen less that of rejected; empty otherwise
 */
public record ScoredPass(GradientPass gradient, List<Double> margins) {
  public ScoredPass {
    margins = List.copyOf(margins);
  }
}
