package prefmill.runners.nightly.gate;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import prefmill.datasets.diff.Snapshot;
import prefmill.datasets.diff.VersionDiff;
import prefmill.datasets.rows.Split;
import prefmill.datasets.store.DatasetStore;
import prefmill.datasets.store.PublishedVersion;
import prefmill.datasets.store.StoreFault;
import prefmill.trainers.registry.entry.LastTraining;

/**
 * Lets a training pass if enough rows that it learns from are new since the last one.
 *
 * @param store holds what the last one was trained on
 * @param needed how many
 */
record NewRowsGate(DatasetStore store, long needed) implements TrainingGate {
  @Override
  public List<String> refusals(Candidate candidate) throws IOException {
    long fresh =
        candidate.last().isEmpty() ? candidate.rows() : since(candidate, candidate.last().get());
    if (fresh >= needed) {
      return List.of();
    }
    return List.of(
        "%d new %s rows for training%s, %d fewer than training.min_new_rows asks for (%d): wait for more feedback, or lower it."
            .formatted(
                fresh,
                candidate.config().label(),
                candidate.last().map(l -> " since " + l.modelId()).orElse(""),
                needed - fresh,
                needed));
  }

  // A version that is gone cannot be compared row by row; then the difference in number stands.
  private long since(Candidate candidate, LastTraining last) throws IOException {
    PublishedVersion earlier;
    try {
      earlier = store.version(last.datasetVersion());
    } catch (StoreFault gone) {
      long before =
          last.rowCounts()
              .getOrDefault(candidate.config().label(), Map.of())
              .getOrDefault(Split.TRAIN.label(), 0L);
      return Math.max(0, candidate.rows() - before);
    }
    String place = candidate.config().label() + "/" + Split.TRAIN.label();
    VersionDiff diff = VersionDiff.between(Snapshot.of(earlier), Snapshot.of(candidate.version()));
    return diff.added().getOrDefault(place, Map.of()).values().stream().mapToLong(n -> n).sum();
  }
}
