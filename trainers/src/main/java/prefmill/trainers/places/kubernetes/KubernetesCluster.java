package prefmill.trainers.places.kubernetes;

import java.time.Duration;
import java.util.Optional;

/**
 * A cluster that trains.
 *
 * @param namespace of Job and claim
 * @param context of kubectl's configuration; the current one if empty
 * @param image whose python has the trainer's libraries, and sh, tar and sha256sum
 * @param claim the PersistentVolumeClaim that holds runs and copies of base models
 * @param cpus processors of the Job
 * @param memory of the Job, a quantity of Kubernetes
 * @param gpus NVIDIA GPUs of the Job
 * @param longest after which Kubernetes ends the Job; no limit if empty
 */
public record KubernetesCluster(
    String namespace,
    Optional<String> context,
    String image,
    String claim,
    int cpus,
    String memory,
    int gpus,
    Optional<Duration> longest) {}
