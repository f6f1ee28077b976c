package prefmill.runners.training;

import prefmill.datasets.manifest.Manifest;
import prefmill.datasets.store.PublishedVersion;
import prefmill.runners.project.Project;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.entry.DatasetType;
import prefmill.trainers.registry.entry.PublishedDataset;
import prefmill.trainers.registry.entry.RegisteredDataset;

/** Enters versions in the registry, as what the project needs them for. */
public final class VersionRecord {
  private final DatasetType type;

  private VersionRecord(DatasetType type) {
    this.type = type;
  }

  /** The record of a project's versions. */
  public static VersionRecord of(Project project) {
    String method = project.policy().training().map(t -> t.method()).orElse("");
    return new VersionRecord(
        switch (method) {
          case "dpo" -> DatasetType.DPO;
          case "sft" -> DatasetType.INSTRUCTION_TUNING;
          case "kto" -> DatasetType.KTO;
          default -> DatasetType.PREFERENCE_PAIRS;
        });
  }

  /** Enters a version, or finds it entered. */
  public RegisteredDataset enter(Registry registry, PublishedVersion version) {
    Manifest manifest = version.manifest();
    return registry
        .datasets()
        .register(
            new PublishedDataset(
                manifest.dataset(),
                version.number(),
                type,
                manifest.contentHash(),
                manifest.rows(),
                version.folder().toString()));
  }
}
