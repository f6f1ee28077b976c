package prefmill.runners.training;

import java.util.Map;
import prefmill.pipelines.policy.training.TrainingPolicy;

/**
 * Which machine and which device train, as far as that is known before: what was fast at one place
 * says nothing of another.
 *
 * @param name in the registry, the same for the same place
 * @param accelerated whether it is known to compute on a CUDA device
 */
public record TrainingPlace(String name, boolean accelerated) {
  private static final String DEVICE = "PREFMILL_DEVICE";
  private static final String VISIBLE = "CUDA_VISIBLE_DEVICES";

  /** The place of a policy, in this process's environment. */
  static TrainingPlace of(TrainingPolicy policy) {
    return of(policy, System.getenv());
  }

  static TrainingPlace of(TrainingPolicy policy, Map<String, String> environment) {
    if (policy.ssh().isPresent()) {
      return new TrainingPlace("ssh " + policy.ssh().get().host(), false);
    }
    if (policy.kubernetes().isPresent()) {
      var cluster = policy.kubernetes().get();
      return new TrainingPlace(
          "kubernetes %s, %d CPUs, %d GPUs"
              .formatted(cluster.namespace(), cluster.cpus(), cluster.gpus()),
          cluster.gpus() > 0);
    }
    if (policy.trainer().equals(Trainers.BUILT_IN)) {
      String device = environment.getOrDefault(DEVICE, "cpu");
      return device.equals("cpu")
          ? new TrainingPlace("local", false)
          : new TrainingPlace("local, " + device, true);
    }
    String visible = environment.get(VISIBLE);
    return new TrainingPlace(
        visible == null ? "local" : "local, %s=%s".formatted(VISIBLE, visible), false);
  }
}
