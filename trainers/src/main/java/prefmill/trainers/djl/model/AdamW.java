package prefmill.trainers.djl.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.ArrayList;
import java.util.List;
import prefmill.trainers.djl.engine.ScriptModule;

/** Decoupled weight decay Adam (Loshchilov and Hutter, 2019) behind a clipped gradient. */
public final class AdamW {
  private final ScriptModule script;
  private final List<NDArray> parameters;
  private final List<NDArray> means = new ArrayList<>();
  private final List<NDArray> variances = new ArrayList<>();
  private int steps;

  AdamW(ScriptModule script, NDManager manager, LoraParameters lora) {
    this.script = script;
    this.parameters = lora.arrays();
    for (NDArray parameter : parameters) {
      means.add(manager.zeros(parameter.getShape()));
      variances.add(manager.zeros(parameter.getShape()));
    }
  }

  /** Adds a pass's gradients to those of the step. */
  public void accumulate(PtNDManager scope, List<NDArray> sum, List<NDArray> gradients) {
    script.compute(scope, "accumulate", List.of(sum, gradients));
  }

  /** The length of the whole gradient; not a number if any of its numbers is not. */
  public double norm(PtNDManager scope, List<NDArray> gradients) {
    return script.compute(scope, "norm", List.of(gradients)).get(0).getFloat();
  }

  /** Moves the parameters in place. */
  public void step(
      PtNDManager scope,
      List<NDArray> gradients,
      double norm,
      double learningRate,
      double maxNorm,
      double weightDecay) {
    steps++;
    script.compute(
        scope,
        "adamw",
        List.of(
            gradients,
            parameters,
            means,
            variances,
            scope.create((float) norm),
            learningRate,
            (double) steps,
            maxNorm,
            weightDecay));
  }
}
