package prefmill.runners.training;

import java.io.IOException;
import java.util.List;
import prefmill.datasets.lineage.RowEvents;
import prefmill.datasets.manifest.Manifest;
import prefmill.datasets.read.VersionReader;
import prefmill.datasets.store.Commit;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.lineage.UsedEvents;
import prefmill.runners.project.Project;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.content.NewestContent;
import prefmill.trainers.registry.content.RowOrigins;
import prefmill.trainers.registry.entry.DatasetType;
import prefmill.trainers.registry.entry.PublishedDataset;
import prefmill.trainers.registry.entry.RegisteredDataset;

/** Enters versions in the registry, as what the project needs them for. */
public final class VersionRecord {
  private final Project project;
  private final DatasetType type;

  private VersionRecord(Project project, DatasetType type) {
    this.project = project;
    this.type = type;
  }

  /** The record of a project's versions. */
  public static VersionRecord of(Project project) {
    String method = project.policy().training().map(t -> t.method()).orElse("");
    return new VersionRecord(
        project,
        switch (method) {
          case "dpo" -> DatasetType.DPO;
          case "sft" -> DatasetType.INSTRUCTION_TUNING;
          case "kto" -> DatasetType.KTO;
          default -> DatasetType.PREFERENCE_PAIRS;
        });
  }

  /**
   * Enters a version and what it holds, or finds it entered, and marks those that were withdrawn.
   */
  public RegisteredDataset enter(Registry registry, PublishedVersion version) throws IOException {
    Manifest manifest = version.manifest();
    RegisteredDataset dataset = row(registry, version, manifest);
    registry.datasets().withdraw(manifest.dataset(), withdrawn());
    RowOrigins origins = RowOrigins.of(registry);
    if (!origins.holds(dataset)) {
      origins.enter(dataset, RowEvents.of(version));
    }
    NewestContent content = NewestContent.of(registry);
    if (!content.holds(dataset)) {
      UsedEvents used = UsedEvents.of(project.policy().store(), version);
      content.replace(dataset, new VersionContent(VersionReader.open(version.folder()), used));
    }
    return dataset;
  }

  /** Garbage is collected without the registry, which so hears of it from the next run. */
  private List<Integer> withdrawn() throws IOException {
    return project.store().commits().all().stream()
        .filter(Commit::withdrawn)
        .map(Commit::version)
        .toList();
  }

  private RegisteredDataset row(Registry registry, PublishedVersion version, Manifest manifest) {
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
