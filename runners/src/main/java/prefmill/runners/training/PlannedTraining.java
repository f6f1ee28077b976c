package prefmill.runners.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import prefmill.datasets.canonical.Sha256;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.policy.training.TrainingPolicy;
import prefmill.runners.cli.BuildInfo;
import prefmill.runners.failure.CommandFailure;
import prefmill.trainers.huggingface.ChatTokenizer;
import prefmill.trainers.huggingface.ModelFiles;
import prefmill.trainers.huggingface.ModelWeights;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.TrainingPlan;

/**
 * What a policy wants trained, with every value filled in.
 *
 * @param name the adapter's name
 * @param trainer the backend
 * @param baseModel the base model's folder
 * @param baseModelSha256 of its weights
 * @param baseFilesSha256 of its configuration, tokenizer and chat template
 * @param chat identifies what decides the tokens of its chats: tokenizer, template, configuration,
 *     and the day, if the template asks for it
 * @param plan how it learns
 * @param place which machine and device trains
 */
public record PlannedTraining(
    String name,
    String trainer,
    Path baseModel,
    String baseModelSha256,
    String baseFilesSha256,
    String chat,
    TrainingPlan plan,
    TrainingPlace place) {
  /**
   * Reads the base model's files once for their hashes.
   *
   * @param version what is trained on; its day is what a chat template takes for today
   * @throws CommandFailure with the exit code of a wrong policy, if there is no such model
   */
  public static PlannedTraining of(TrainingPolicy policy, PublishedVersion version)
      throws IOException {
    return of(policy, VersionExamples.of(version.folder()).day());
  }

  static PlannedTraining of(TrainingPolicy policy, LocalDate day) throws IOException {
    Path baseModel = Path.of(policy.baseModel());
    requireModel(baseModel);
    String files = ModelFiles.sha256(baseModel);
    return new PlannedTraining(
        policy.name(),
        policy.trainer(),
        baseModel,
        ModelWeights.sha256(baseModel),
        files,
        ChatTokenizer.asksForTheDay(baseModel) ? files + " " + day : files,
        plan(policy),
        TrainingPlace.of(policy));
  }

  /** The hyperparameters by the names of the policy. */
  public Map<String, Object> hyperparameters() {
    return plan.hyperparameters();
  }

  /** Everything but the data that decides the adapter, as 64 hex digits. */
  public String planHash() {
    String text =
        String.join(
            "\n",
            trainer,
            plan.method().label(),
            baseModelSha256,
            chat,
            hyperparameters().toString(),
            BuildInfo.version());
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
  }

  private static TrainingPlan plan(TrainingPolicy policy) {
    Method method = Method.valueOf(policy.method().toUpperCase(Locale.ROOT));
    try {
      return TrainingPlan.of(method, policy.hyperparameters());
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("training.hyperparameters: " + e.getMessage() + ".");
    }
  }

  private static void requireModel(Path folder) {
    if (!Files.isRegularFile(folder.resolve("config.json"))) {
      throw CommandFailure.usage(
          "training.base_model: %s is no model, it has no config.json; name a Hugging Face folder with config.json, safetensors and tokenizer.json."
              .formatted(folder));
    }
  }
}
