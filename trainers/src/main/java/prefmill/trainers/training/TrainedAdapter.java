package prefmill.trainers.training;

import java.nio.file.Path;
import java.util.List;

/**
 * A finished adapter and how it came about.
 *
 * @param key the run's key
 * @param folder the PEFT folder
 * @param sha256 of its adapter_model.safetensors
 * @param method how it was trained
 * @param rows rows trained on
 * @param tooLong rows left out because they exceed the plan's maxLength
 * @param steps optimiser steps
 * @param tokens tokens read, prompts included
 * @param firstLoss mean loss of the first tenth of the steps
 * @param lastLoss mean loss of the last tenth of the steps
 */
public record TrainedAdapter(
    String key,
    Path folder,
    String sha256,
    Method method,
    int rows,
    int tooLong,
    int steps,
    long tokens,
    double firstLoss,
    double lastLoss) {
  /**
   * What a run's reports say of it.
   *
   * @param reports one for each step that this run heard of, at least one
   */
  public static TrainedAdapter of(
      TrainingRun run, String sha256, int rows, int tooLong, int steps, List<StepReport> reports) {
    int tenth = Math.max(1, reports.size() / 10);
    return new TrainedAdapter(
        run.key(),
        run.output(),
        sha256,
        run.plan().method(),
        rows,
        tooLong,
        steps,
        reports.get(reports.size() - 1).tokens(),
        meanLoss(reports.subList(0, tenth)),
        meanLoss(reports.subList(reports.size() - tenth, reports.size())));
  }

  private static double meanLoss(List<StepReport> reports) {
    return reports.stream().mapToDouble(StepReport::loss).average().orElseThrow();
  }
}
