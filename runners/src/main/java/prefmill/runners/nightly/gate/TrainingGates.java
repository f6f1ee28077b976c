package prefmill.runners.nightly.gate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import prefmill.datasets.rows.Config;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.policy.training.TrainingPolicy;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.project.Project;
import prefmill.trainers.jobs.history.JobHistory;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.entry.LastTraining;
import prefmill.trainers.training.Method;

/** Every gate before a nightly training: new rows, categories, cadence, budget. */
public final class TrainingGates {
  private final TrainingPolicy policy;
  private final List<TrainingGate> gates;

  private TrainingGates(TrainingPolicy policy, List<TrainingGate> gates) {
    this.policy = policy;
    this.gates = gates;
  }

  /**
   * The gates of a project's policy.
   *
   * @param estimate what the training is expected to cost
   */
  public static TrainingGates of(Project project, Registry registry, OptionalDouble estimate) {
    TrainingPolicy policy = project.policy().training().orElseThrow();
    JobHistory jobs = JobHistory.of(registry);
    return new TrainingGates(
        policy,
        List.of(
            new NewRowsGate(project.store(), policy.minNewRows()),
            new CategoryGate(policy.minCategoryRows()),
            new CadenceGate(policy.cadence(), jobs),
            new BudgetGate(policy.budget(), estimate, jobs)));
  }

  /**
   * Asks all of them.
   *
   * @param last what the name's newest adapter was trained on
   * @throws CommandFailure with the exit code of a refusal and every sentence of every gate that
   *     refuses
   */
  public void check(Method method, PublishedVersion version, Optional<LastTraining> last)
      throws IOException {
    Candidate candidate = new Candidate(policy.name(), version, config(method), last);
    List<String> refusals = new ArrayList<>();
    for (TrainingGate gate : gates) {
      refusals.addAll(gate.refusals(candidate));
    }
    if (!refusals.isEmpty()) {
      throw CommandFailure.refused(String.join("\n", refusals));
    }
  }

  private static Config config(Method method) {
    return switch (method) {
      case DPO -> Config.PREFERENCE;
      case SFT -> Config.SFT;
      case KTO -> Config.UNPAIRED;
    };
  }
}
