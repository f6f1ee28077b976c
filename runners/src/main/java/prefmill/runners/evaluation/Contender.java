package prefmill.runners.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import prefmill.datasets.canonical.Sha256;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.training.PlannedTraining;
import prefmill.trainers.adapter.PeftAdapter;
import prefmill.trainers.evaluate.AdapterEvaluation;
import prefmill.trainers.huggingface.ModelWeights;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.registry.live.Aliases;
import prefmill.trainers.registry.live.LiveAdapter;

/**
 * A registered adapter with the files that the registry means.
 *
 * @param adapter the registry's row
 * @param baseModel folder of its base model
 * @param maxLength tokens of prompt and answer at most
 */
record Contender(RegisteredAdapter adapter, Path baseModel, int maxLength) {

  /**
   * An adapter whose files have been checked against their hashes.
   *
   * @param planned its base model's hash was just computed; another model's is computed here
   * @throws CommandFailure if a file is not the one that was registered
   */
  static Contender of(RegisteredAdapter adapter, PlannedTraining planned) throws IOException {
    Path weights = Path.of(adapter.adapterUri()).resolve(PeftAdapter.WEIGHTS);
    if (!Files.isRegularFile(weights) || !Sha256.of(weights).equals(adapter.adapterSha256())) {
      throw CommandFailure.failed(
          "%s is not the file that was registered as %s: restore it from a backup."
              .formatted(weights, adapter.modelId()));
    }
    Path base = planned.baseModel();
    if (!adapter.baseModelSha256().equals(planned.baseModelSha256())) {
      base = Path.of(adapter.baseModel());
      if (!ModelWeights.sha256(base).equals(adapter.baseModelSha256())) {
        throw CommandFailure.failed(
            "%s is not the base model that %s was trained on: restore it from a backup."
                .formatted(base, adapter.modelId()));
      }
    }
    return new Contender(adapter, base, planned.plan().maxLength());
  }

  /** The adapter to beat: the one that is live under the candidate's name. */
  static Optional<Contender> live(
      Registry registry, RegisteredAdapter candidate, PlannedTraining planned) throws IOException {
    Optional<RegisteredAdapter> live =
        Aliases.of(registry)
            .live(planned.name())
            .map(LiveAdapter::modelId)
            .flatMap(registry.adapters()::find)
            .filter(l -> !l.id().equals(candidate.id()));
    return live.isPresent() ? Optional.of(of(live.get(), planned)) : Optional.empty();
  }

  /**
   * Loads it.
   *
   * @param day what its chat template takes for today
   */
  AdapterEvaluation open(LocalDate day) throws IOException {
    return AdapterEvaluation.open(
        baseModel, Path.of(adapter.adapterUri()), maxLength, Optional.of(day));
  }
}
