package prefmill.pipelines.policy.training;

import java.util.Optional;

/**
 * A cluster that trains, as a Job made with kubectl.
 *
 * @param namespace of Job and claim
 * @param context of kubectl's configuration; the current one if empty
 * @param image whose python has the trainer's libraries
 * @param claim the PersistentVolumeClaim that holds runs and copies of base models
 * @param cpus processors of the Job
 * @param memory of the Job, a quantity of Kubernetes
 * @param gpus NVIDIA GPUs of the Job
 */
public record KubernetesPolicy(
    String namespace,
    Optional<String> context,
    String image,
    String claim,
    int cpus,
    String memory,
    int gpus) {}
