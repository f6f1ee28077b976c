package prefmill.trainers.djl.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import prefmill.trainers.djl.engine.OwnedArrays;
import prefmill.trainers.djl.engine.ScriptModule;
import prefmill.trainers.safetensors.FloatTensor;

/** Decoupled weight decay Adam (Loshchilov and Hutter, 2019) behind a clipped gradient. */
public final class AdamW {
  private final ScriptModule script;
  private final NDManager manager;
  private final List<String> names;
  private final List<NDArray> parameters;
  private final List<NDArray> means = new ArrayList<>();
  private final List<NDArray> variances = new ArrayList<>();
  private int steps;

  AdamW(ScriptModule script, NDManager manager, LoraParameters lora) {
    this.script = script;
    this.manager = manager;
    this.names = lora.names();
    this.parameters = lora.arrays();
    for (NDArray parameter : parameters) {
      means.add(manager.zeros(parameter.getShape()));
      variances.add(manager.zeros(parameter.getShape()));
    }
  }

  /** A copy of its memory, by the parameters' names behind m. and v. */
  public SortedMap<String, FloatTensor> moments() {
    SortedMap<String, FloatTensor> moments = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      moments.put("m." + names.get(i), LoraParameters.copy(means.get(i)));
      moments.put("v." + names.get(i), LoraParameters.copy(variances.get(i)));
    }
    return moments;
  }

  /** Goes on after some steps with the memory of then. */
  public void restore(int done, Map<String, FloatTensor> moments) {
    steps = done;
    for (int i = 0; i < names.size(); i++) {
      means.set(i, owned(means.get(i), moments.get("m." + names.get(i))));
      variances.set(i, owned(variances.get(i), moments.get("v." + names.get(i))));
    }
  }

  private NDArray owned(NDArray before, FloatTensor value) {
    NDArray array = OwnedArrays.of(manager, value.values().duplicate(), before.getShape());
    before.close();
    return array;
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
