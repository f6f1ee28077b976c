package prefmill.runners.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import prefmill.datasets.canonical.Sha256;
import prefmill.pipelines.policy.TrainingPolicy;
import prefmill.runners.cli.BuildInfo;
import prefmill.runners.failure.CommandFailure;
import prefmill.trainers.adapter.FileHash;
import prefmill.trainers.training.LoraPlan;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.Schedule;
import prefmill.trainers.training.TrainingPlan;

/**
 * What a policy wants trained, with every value filled in.
 *
 * @param name the adapter's name
 * @param trainer the backend
 * @param baseModel the base model's folder
 * @param baseModelSha256 of its weights
 * @param plan how it learns
 */
public record PlannedTraining(
    String name, String trainer, Path baseModel, String baseModelSha256, TrainingPlan plan) {
  /**
   * Reads the base model's weights once for their hash.
   *
   * @throws CommandFailure with the exit code of a wrong policy, if there is no such model
   */
  public static PlannedTraining of(TrainingPolicy policy) throws IOException {
    Path baseModel = Path.of(policy.baseModel());
    return new PlannedTraining(
        policy.name(), policy.trainer(), baseModel, weightsHash(baseModel), plan(policy));
  }

  /** The hyperparameters by the names of the policy. */
  public Map<String, Object> hyperparameters() {
    Map<String, Object> values = new TreeMap<>();
    values.put("rank", plan.lora().rank());
    values.put("alpha", plan.lora().alpha());
    values.put("epochs", plan.epochs());
    values.put("batch_size", plan.batchSize());
    values.put("accumulation_steps", plan.accumulationSteps());
    values.put("learning_rate", plan.learningRate());
    values.put("schedule", plan.schedule().name().toLowerCase(Locale.ROOT));
    values.put("warmup_steps", plan.warmupSteps());
    values.put("weight_decay", plan.weightDecay());
    values.put("max_grad_norm", plan.maxGradNorm());
    values.put("beta", plan.beta());
    values.put("max_length", plan.maxLength());
    values.put("shuffle", plan.shuffle());
    values.put("completion_only", plan.completionOnly());
    values.put("seed", plan.seed());
    return values;
  }

  /** Everything but the data that decides the adapter, as 64 hex digits. */
  public String planHash() {
    String text =
        String.join(
            "\n",
            trainer,
            plan.method().label(),
            baseModelSha256,
            hyperparameters().toString(),
            BuildInfo.version());
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
  }

  private static TrainingPlan plan(TrainingPolicy policy) {
    Values values = new Values(policy.hyperparameters());
    TrainingPlan defaults =
        TrainingPlan.of(Method.valueOf(policy.method().toUpperCase(Locale.ROOT)));
    return new TrainingPlan(
        defaults.method(),
        new LoraPlan(
            values.whole("rank", defaults.lora().rank()),
            values.whole("alpha", defaults.lora().alpha())),
        values.whole("epochs", defaults.epochs()),
        values.whole("batch_size", defaults.batchSize()),
        values.whole("accumulation_steps", defaults.accumulationSteps()),
        values.number("learning_rate", defaults.learningRate()).doubleValue(),
        Schedule.valueOf(
            values.of("schedule", defaults.schedule()).toString().toUpperCase(Locale.ROOT)),
        values.whole("warmup_steps", defaults.warmupSteps()),
        values.number("weight_decay", defaults.weightDecay()).doubleValue(),
        values.number("max_grad_norm", defaults.maxGradNorm()).doubleValue(),
        values.number("beta", defaults.beta()).doubleValue(),
        values.whole("max_length", defaults.maxLength()),
        (Boolean) values.of("shuffle", defaults.shuffle()),
        (Boolean) values.of("completion_only", defaults.completionOnly()),
        values.number("seed", defaults.seed()).longValue());
  }

  private static String weightsHash(Path folder) throws IOException {
    if (!Files.isRegularFile(folder.resolve("config.json"))) {
      throw CommandFailure.usage(
          "training.base_model: %s is no model, it has no config.json; name a Hugging Face folder with config.json, safetensors and tokenizer.json."
              .formatted(folder));
    }
    List<Path> weights;
    try (Stream<Path> files = Files.list(folder)) {
      weights = files.filter(f -> f.toString().endsWith(".safetensors")).sorted().toList();
    }
    if (weights.isEmpty()) {
      throw CommandFailure.usage(
          "training.base_model: %s holds no .safetensors file; other forms of weights are not read."
              .formatted(folder));
    }
    if (weights.size() == 1) {
      return FileHash.sha256(weights.get(0));
    }
    StringBuilder hashes = new StringBuilder();
    for (Path file : weights) {
      hashes.append(file.getFileName()).append(' ').append(FileHash.sha256(file)).append('\n');
    }
    return Sha256.hex(hashes.toString().getBytes(StandardCharsets.UTF_8));
  }

  private record Values(Map<String, Object> given) {
    Object of(String name, Object otherwise) {
      return given.getOrDefault(name, otherwise);
    }

    Number number(String name, Number otherwise) {
      return (Number) of(name, otherwise);
    }

    int whole(String name, int otherwise) {
      return number(name, otherwise).intValue();
    }
  }
}
