package prefmill.pipelines.policy;

import java.util.Map;

/**
 * What is trained on the newest version.
 *
 * @param trainer the trainer: djl, mlx, trl or llamafactory
 * @param method dpo, sft or kto; a method that the trainer knows
 * @param baseModel absolute path of the base model's folder
 * @param name the adapter's name in the registry
 * @param minNewRows the least number of rows that are new since the last training
 * @param hyperparameters values that differ from the trainer's own, by the names of the policy
 *     (learning_rate): whole numbers, numbers, words or booleans
 */
public record TrainingPolicy(
    String trainer,
    String method,
    String baseModel,
    String name,
    int minNewRows,
    Map<String, Object> hyperparameters) {
  public TrainingPolicy {
    hyperparameters = Map.copyOf(hyperparameters);
  }
}
