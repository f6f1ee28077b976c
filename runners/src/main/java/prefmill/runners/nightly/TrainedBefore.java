package prefmill.runners.nightly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;
import prefmill.runners.training.PlannedTraining;
import prefmill.trainers.jobs.JobStatus;
import prefmill.trainers.jobs.Jobs;
import prefmill.trainers.jobs.TrainingJob;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.entry.LastTraining;
import prefmill.trainers.registry.entry.RegisteredAdapter;

/**
 * What was trained before by the plan that a policy has now: the same trainer, method, base model
 * and hyperparameters. Another release of Prefmill is no other plan, nor is another day.
 */
final class TrainedBefore {
  private final Registry registry;
  private final PlannedTraining planned;
  private final Optional<LastTraining> lastByThisPlan;

  private TrainedBefore(
      Registry registry, PlannedTraining planned, Optional<LastTraining> lastByThisPlan) {
    this.registry = registry;
    this.planned = planned;
    this.lastByThisPlan = lastByThisPlan;
  }

  /**
   * Asks a registry.
   *
   * @param last what the name's newest adapter was trained on
   */
  static TrainedBefore of(Registry registry, PlannedTraining planned, Optional<LastTraining> last) {
    return new TrainedBefore(
        registry, planned, last.filter(l -> isByPlan(registry, planned, l.modelId())));
  }

  /** What the name's newest adapter was trained on, if it was by this plan. */
  Optional<LastTraining> lastByThisPlan() {
    return lastByThisPlan;
  }

  /** The adapter of a version's content by this plan; empty if it is still to be trained. */
  Optional<RegisteredAdapter> on(String contentHash) {
    return lastByThisPlan
        .filter(last -> last.contentHash().equals(contentHash))
        .flatMap(last -> registry.adapters().find(last.modelId()))
        .or(() -> earlier(contentHash));
  }

  /** A policy that goes back to an earlier plan goes back to its adapter. */
  private Optional<RegisteredAdapter> earlier(String contentHash) {
    return Jobs.of(registry).list().stream()
        .filter(job -> job.status() == JobStatus.SUCCEEDED)
        .filter(job -> job.name().equals(planned.name()))
        .filter(job -> job.datasetContentHash().equals(contentHash))
        .filter(job -> job.planHash().equals(planned.planHash()))
        .findFirst()
        .flatMap(TrainingJob::resultingModelId)
        .flatMap(registry.adapters()::find);
  }

  private static boolean isByPlan(Registry registry, PlannedTraining planned, String modelId) {
    RegisteredAdapter adapter = registry.adapters().find(modelId).orElseThrow();
    TrainingJob job = Jobs.of(registry).find(adapter.fineTuningJobId()).orElseThrow();
    return job.trainer().equals(planned.trainer())
        && job.method().equals(planned.plan().method().label())
        && adapter.baseModelSha256().equals(planned.baseModelSha256())
        && adapter.baseFilesSha256().map(planned.baseFilesSha256()::equals).orElse(true)
        && isSame(job.hyperparameters(), planned.hyperparameters());
  }

  /** The database writes a number as it likes: 1 may be 1.0. */
  private static boolean isSame(Map<String, Object> kept, Map<String, Object> wanted) {
    ObjectMapper json = new ObjectMapper();
    JsonNode one = json.valueToTree(kept);
    JsonNode other = json.valueToTree(wanted);
    return one.equals(TrainedBefore::compare, other);
  }

  private static int compare(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue());
    }
    return one.equals(other) ? 0 : 1;
  }
}
