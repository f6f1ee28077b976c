package prefmill.runners.nightly;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import prefmill.datasets.diff.Snapshot;
import prefmill.datasets.diff.VersionDiff;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.Split;
import prefmill.datasets.store.DatasetStore;
import prefmill.datasets.store.PublishedVersion;
import prefmill.datasets.store.StoreFault;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.project.Project;
import prefmill.trainers.registry.entry.LastTraining;
import prefmill.trainers.training.Method;

/** Lets a training pass if enough rows that it learns from are new since the last one. */
final class NewRowsGate {
  private final DatasetStore store;
  private final long needed;
  private final Config config;

  private NewRowsGate(DatasetStore store, long needed, Config config) {
    this.store = store;
    this.needed = needed;
    this.config = config;
  }

  static NewRowsGate of(Project project, Method method) {
    Config config =
        switch (method) {
          case DPO -> Config.PREFERENCE;
          case SFT -> Config.SFT;
          case KTO -> Config.UNPAIRED;
        };
    long needed = project.policy().training().orElseThrow().minNewRows();
    return new NewRowsGate(project.store(), needed, config);
  }

  /**
   * Refuses a version with too little that is new.
   *
   * @throws CommandFailure with the exit code of a refusal
   */
  void check(PublishedVersion version, Optional<LastTraining> last) throws IOException {
    long fresh = last.isEmpty() ? all(version) : since(version, last.get());
    if (fresh < needed) {
      throw CommandFailure.refused(
          "%d new %s rows for training%s, %d fewer than training.min_new_rows asks for (%d): wait for more feedback, or lower it."
              .formatted(
                  fresh,
                  config.label(),
                  last.map(l -> " since " + l.modelId()).orElse(""),
                  needed - fresh,
                  needed));
    }
  }

  private long all(PublishedVersion version) {
    return version.manifest().rows(config, Split.TRAIN);
  }

  // A version that is gone cannot be compared row by row; then the difference in number stands.
  private long since(PublishedVersion version, LastTraining last) throws IOException {
    PublishedVersion earlier;
    try {
      earlier = store.version(last.datasetVersion());
    } catch (StoreFault gone) {
      long before =
          last.rowCounts()
              .getOrDefault(config.label(), Map.of())
              .getOrDefault(Split.TRAIN.label(), 0L);
      return Math.max(0, all(version) - before);
    }
    String place = config.label() + "/" + Split.TRAIN.label();
    VersionDiff diff = VersionDiff.between(Snapshot.of(earlier), Snapshot.of(version));
    return diff.added().getOrDefault(place, Map.of()).values().stream().mapToLong(n -> n).sum();
  }
}
