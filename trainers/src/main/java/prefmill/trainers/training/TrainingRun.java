package prefmill.trainers.training;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import prefmill.trainers.examples.TrainingExamples;

/**
 * One adapter to be trained.
 *
 * @param key what the adapter is made from (dataset hash, plan, base model): a finished adapter
 *     with the same key is taken as it is, never trained twice
 * @param baseModel a Hugging Face folder: config.json, safetensors, tokenizer.json, chat template
 * @param baseModelName the name by which the adapter remembers its base model
 * @param examples the rows, of the kind that the plan's method learns from
 * @param validation rows of the same kind, whose loss is told after every epoch; none of them is
 *     learned from
 * @param plan how it learns
 * @param start a PEFT adapter to go on from; the reference stays the base model
 * @param day what a chat template takes for today; empty if a template that asks is to be refused
 * @param output the adapter's folder; it appears under this name only when it is complete
 */
public record TrainingRun(
    String key,
    Path baseModel,
    String baseModelName,
    TrainingExamples examples,
    Optional<TrainingExamples> validation,
    TrainingPlan plan,
    Optional<Path> start,
    Optional<LocalDate> day,
    Path output) {

  /** A run with a chat template that does not ask what day it is. */
  public TrainingRun(
      String key,
      Path baseModel,
      String baseModelName,
      TrainingExamples examples,
      Optional<TrainingExamples> validation,
      TrainingPlan plan,
      Optional<Path> start,
      Path output) {
    this(
        key, baseModel, baseModelName, examples, validation, plan, start, Optional.empty(), output);
  }

  /** The same run on a day of its own. */
  public TrainingRun on(LocalDate date) {
    return new TrainingRun(
        key,
        baseModel,
        baseModelName,
        examples,
        validation,
        plan,
        start,
        Optional.of(date),
        output);
  }

  /** A run without validation. */
  public TrainingRun(
      String key,
      Path baseModel,
      String baseModelName,
      TrainingExamples examples,
      TrainingPlan plan,
      Optional<Path> start,
      Path output) {
    this(key, baseModel, baseModelName, examples, Optional.empty(), plan, start, output);
  }

  public TrainingRun {
    Method fits =
        examples instanceof TrainingExamples.Preferences
            ? Method.DPO
            : examples instanceof TrainingExamples.Demonstrations ? Method.SFT : Method.KTO;
    if (plan.method() != fits) {
      throw new IllegalArgumentException(
          "These rows are for %s, the plan says %s: choose the method that fits the rows."
              .formatted(fits.label(), plan.method().label()));
    }
  }
}
