package prefmill.runners.lineage;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import prefmill.datasets.lineage.RowEvents;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.Split;
import prefmill.datasets.store.DatasetStore;
import prefmill.runners.project.Project;
import prefmill.trainers.registry.lineage.AdapterOrigin;
import prefmill.trainers.registry.lineage.LivePeriod;

/**
 * Where an adapter comes from.
 *
 * @param origin the version that it was trained on
 * @param live when it was live
 * @param rows the rows that it was to learn from, with their events; empty if the store no longer
 *     has the version
 */
record AdapterLineage(AdapterOrigin origin, List<LivePeriod> live, Optional<List<RowEvents>> rows) {
  /** Follows an adapter back into the store. */
  static AdapterLineage of(Project project, AdapterOrigin origin, List<LivePeriod> live)
      throws IOException {
    DatasetStore store = DatasetStore.open(project.policy().store(), origin.dataset());
    boolean there =
        store.list().stream().anyMatch(version -> version.version() == origin.datasetVersion());
    if (!there) {
      return new AdapterLineage(origin, live, Optional.empty());
    }
    Config learned = config(origin);
    return new AdapterLineage(
        origin,
        live,
        Optional.of(
            RowEvents.of(store.version(origin.datasetVersion())).stream()
                .filter(row -> row.config() == learned && row.split() == Split.TRAIN)
                .toList()));
  }

  /** The table that a method learns from. */
  static Config config(AdapterOrigin origin) {
    return switch (origin.method()) {
      case "dpo" -> Config.PREFERENCE;
      case "kto" -> Config.UNPAIRED;
      default -> Config.SFT;
    };
  }
}
