package prefmill.pipelines.policy.training;

import java.util.Map;
import java.util.Optional;

/**
 * What is trained on the newest version, when, where, and what it must prove.
 *
 * @param trainer the trainer: djl, mlx, trl or llamafactory
 * @param method dpo, sft or kto; a method that the trainer knows
 * @param baseModel absolute path of the base model's folder
 * @param name the adapter's name in the registry
 * @param alias what its adapters are promoted to and held against
 * @param cadence how often is trained at most
 * @param minNewRows the least number of rows that are new since the last training
 * @param minCategoryRows the least number of rows to train on in each of these categories
 * @param maxDropped the share of rows that max_length may leave out, 0 to 1
 * @param budget what it may cost
 * @param ssh the host that trains; empty for this machine
 * @param kubernetes the cluster that trains; empty for this machine
 * @param evaluation how much evidence a promotion needs
 * @param hyperparameters values that differ from the trainer's own, by the names of the policy
 *     (learning_rate): whole numbers, numbers, words or booleans
 */
public record TrainingPolicy(
    String trainer,
    String method,
    String baseModel,
    String name,
    String alias,
    Cadence cadence,
    int minNewRows,
    Map<String, Integer> minCategoryRows,
    double maxDropped,
    BudgetPolicy budget,
    Optional<SshPolicy> ssh,
    Optional<KubernetesPolicy> kubernetes,
    EvaluationPolicy evaluation,
    Map<String, Object> hyperparameters) {
  public TrainingPolicy {
    minCategoryRows = Map.copyOf(minCategoryRows);
    hyperparameters = Map.copyOf(hyperparameters);
  }
}
