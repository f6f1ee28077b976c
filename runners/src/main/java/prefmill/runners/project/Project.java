package prefmill.runners.project;

import java.nio.file.Path;
import prefmill.datasets.objects.Places;
import prefmill.datasets.store.DatasetStore;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.policy.MaskingPolicy;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.policy.PolicyException;
import prefmill.pipelines.policy.training.TrainingPolicy;
import prefmill.runners.failure.CommandFailure;

/**
 * A policy with the places that it names.
 *
 * @param folder the policy's folder; what it says of places counts from there
 * @param policy what is to be done
 */
public record Project(Path folder, Policy policy) {
  /**
   * The project of a policy file.
   *
   * @throws PolicyException naming every fault of the file
   */
  public static Project load(Path config) throws PolicyException {
    return new Project(config.toAbsolutePath().normalize().getParent(), Policy.load(config));
  }

  /**
   * Makes sure that the masking key can be read, before anything else is done.
   *
   * @throws CommandFailure with the exit code of a wrong policy
   */
  public void requireMaskingKey() {
    MaskingPolicy masking = policy.masking();
    try {
      var unused = masking.key().hash(policy.dataset());
    } catch (IllegalStateException e) {
      throw CommandFailure.usage("masking: " + e.getMessage() + ".");
    }
  }

  /**
   * What the policy says of training.
   *
   * @param config the policy's file, as it was named
   * @throws CommandFailure with the exit code of a wrong policy, if it says nothing
   */
  public TrainingPolicy requireTraining(Path config) {
    return policy
        .training()
        .orElseThrow(
            () ->
                CommandFailure.usage(
                    "%s says nothing about training: add training with at least base_model."
                        .formatted(config)));
  }

  /** The dataset's event log; it need not exist yet. */
  public EventLog log() {
    return EventLog.open(policy.store(), policy.dataset());
  }

  /** The dataset's versions. */
  public DatasetStore store() {
    return DatasetStore.open(policy.store(), policy.dataset());
  }

  /** The name of the adapters that this policy trains. */
  public String adapterName() {
    return policy.training().map(TrainingPolicy::name).orElse(policy.dataset());
  }

  /** The alias that adapters of a name are promoted to, unless a command names another. */
  public String alias(String adapterName) {
    return policy
        .training()
        .filter(training -> training.name().equals(adapterName))
        .map(TrainingPolicy::alias)
        .orElse(adapterName);
  }

  /** The alias that this policy's adapters are promoted to. */
  public String alias() {
    return alias(adapterName());
  }

  /** Where trained adapters are kept: in the store, or beside the policy if that is in a bucket. */
  public Path adapters() {
    Path store = Places.isOnDisk(policy.store()) ? policy.store() : folder.resolve(".prefmill");
    return store.resolve(policy.dataset()).resolve("adapters");
  }

  /** Where the environments of external trainers are: beside the policy. */
  public Path trainerEnvironments() {
    return trainerEnvironments(folder);
  }

  /** Where the environments of external trainers are, of the projects of a folder. */
  public static Path trainerEnvironments(Path folder) {
    return folder.resolve(".prefmill").resolve("trainers");
  }

  /** Where an embedded registry keeps its database: beside the policy, never in the store. */
  public Path embeddedRegistry() {
    return folder.resolve(".prefmill").resolve("postgres");
  }
}
