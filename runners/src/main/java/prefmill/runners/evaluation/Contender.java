package prefmill.runners.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import prefmill.runners.training.AlteredFilesException;
import prefmill.runners.training.PlannedTraining;
import prefmill.runners.training.RegisteredFiles;
import prefmill.trainers.evaluate.AdapterEvaluation;
import prefmill.trainers.registry.entry.RegisteredAdapter;

/**
 * A registered adapter with the files that the registry means.
 *
 * @param adapter the registry's row
 * @param contentHash of its rank, scale and numbers
 * @param baseModel folder of its base model
 * @param maxLength tokens of prompt and answer at most
 */
record Contender(RegisteredAdapter adapter, String contentHash, Path baseModel, int maxLength) {

  /**
   * An adapter whose files have been checked against their hashes.
   *
   * @param planned its base model's hashes were just computed; another model's are computed here
   * @throws AlteredFilesException if a file is not the one that was registered
   */
  static Contender of(RegisteredAdapter adapter, PlannedTraining planned) throws IOException {
    String contentHash = RegisteredFiles.adapter(adapter).contentHash();
    Path base = planned.baseModel();
    boolean same =
        adapter.baseModelSha256().equals(planned.baseModelSha256())
            && adapter
                .baseFilesSha256()
                .orElse(planned.baseFilesSha256())
                .equals(planned.baseFilesSha256());
    if (!same) {
      base = Path.of(adapter.baseModel());
      RegisteredFiles.requireWeights(adapter, base);
      RegisteredFiles.requireFiles(adapter, base);
    }
    return new Contender(adapter, contentHash, base, planned.plan().maxLength());
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
