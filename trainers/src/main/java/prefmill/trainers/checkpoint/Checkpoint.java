package prefmill.trainers.checkpoint;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import prefmill.trainers.safetensors.FloatTensor;
import prefmill.trainers.training.StepReport;

/**
 * All that a run knows after a step; what it does next depends on nothing else. The order of the
 * rows needs no state, since it follows from the seed and the step.
 *
 * @param run identifies rows, plan and base model
 * @param reports the steps so far
 * @param tensors adapter and optimiser, by name
 */
public record Checkpoint(
    String run, List<StepReport> reports, SortedMap<String, FloatTensor> tensors) {
  public Checkpoint {
    reports = List.copyOf(reports);
    tensors = Collections.unmodifiableSortedMap(new TreeMap<>(tensors));
  }

  /** How many steps are done. */
  public int step() {
    return reports.size();
  }
}
