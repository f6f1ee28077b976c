package prefmill.runners.nightly;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import prefmill.datasets.store.PublishedVersion;
import prefmill.datasets.store.StoreFault;
import prefmill.pipelines.run.IngestResult;
import prefmill.pipelines.run.build.BuildResult;
import prefmill.runners.cli.Progress;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.nightly.gate.TrainingGates;
import prefmill.runners.profile.RunnerProfile;
import prefmill.runners.project.HeldDataset;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.OwnDatabase;
import prefmill.runners.project.Project;
import prefmill.runners.report.FeedbackFigures;
import prefmill.runners.report.FeedbackReport;
import prefmill.runners.run.DatasetBuild;
import prefmill.runners.training.PlannedTraining;
import prefmill.runners.training.TrainAdapter;
import prefmill.runners.training.VersionRecord;
import prefmill.trainers.jobs.Jobs;
import prefmill.trainers.jobs.TrainingJob;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.entry.LastTraining;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.registry.entry.RegisteredDataset;
import prefmill.trainers.registry.live.Evaluations;

/**
 * The whole way, once: build, gate, train, evaluate, register.
 *
 * <p>Every step is done at most once for the same input, so that a run which was killed anywhere is
 * finished by the next, and a second run over the same input and plan changes nothing. One run at a
 * time holds a dataset.
 */
public final class Nightly {
  private final Project project;
  private final RunnerProfile profile;
  private final Progress progress;
  private boolean acceptSplitMoves;

  private Nightly(Project project, RunnerProfile profile, Progress progress) {
    this.project = project;
    this.profile = profile;
    this.progress = progress;
  }

  /** A run of a project. */
  public static Nightly of(Project project, RunnerProfile profile, Progress progress) {
    return new Nightly(project, profile, progress);
  }

  /** Publishes even if contexts changed sides since an earlier version. */
  public Nightly acceptSplitMoves(boolean accept) {
    this.acceptSplitMoves = accept;
    return this;
  }

  /**
   * Runs.
   *
   * @return how it ended, also if a gate before the training refused
   * @throws CommandFailure locked, if another run holds the dataset
   */
  public NightlyResult run() throws IOException, SQLException, InterruptedException {
    project.requireMaskingKey();
    try (HeldDataset held = HeldDataset.of(project);
        OwnDatabase database = OwnDatabase.forSources(project)) {
      DatasetBuild build =
          DatasetBuild.of(project, profile, progress).acceptSplitMoves(acceptSplitMoves);
      IngestResult ingested = build.ingest();
      BuildResult built = build.proven(build.build());
      if (built.version() == null) {
        return NightlyResult.withoutAdapter(ingested, built, null);
      }
      progress.stage("opening the registry");
      try (OpenRegistry open = OpenRegistry.of(project)) {
        return record(ingested, built, open.registry());
      }
    }
  }

  private NightlyResult record(IngestResult ingested, BuildResult built, Registry registry)
      throws IOException, InterruptedException {
    FeedbackFigures figures = figures(registry);
    PublishedVersion version = built.version();
    RegisteredDataset dataset = VersionRecord.of(project).enter(registry, version);
    if (project.policy().training().isEmpty()) {
      return NightlyResult.withoutAdapter(ingested, built, figures);
    }
    // What earlier runs left behind when they were killed is told as it is.
    Jobs.of(registry).markLost();
    String name = project.adapterName();
    Optional<LastTraining> last = registry.adapters().lastTrained(name);
    TrainAdapter training = TrainAdapter.of(registry, project, progress);
    PlannedTraining planned = PlannedTraining.of(project.policy().training().get(), version);
    TrainedBefore before = TrainedBefore.of(registry, planned, last);
    Optional<RegisteredAdapter> made = before.on(dataset.contentHash());
    if (made.isPresent()) {
      boolean evaluated = training.gate(planned, made.get(), version);
      return result(
          ingested,
          built,
          figures,
          new TrainAdapter.Outcome(made.get(), false, evaluated),
          registry);
    }
    if (last.isPresent()) {
      makeUpForGate(training, planned, registry, last.get());
    }
    try {
      TrainingGates.of(project, registry)
          .check(planned.plan().method(), version, before.lastByThisPlan());
      return result(ingested, built, figures, training.train(planned, dataset, version), registry);
    } catch (CommandFailure failure) {
      if (failure.exitCode() != ExitCode.REFUSED) {
        throw failure;
      }
      return NightlyResult.refused(ingested, built, figures, failure.getMessage());
    }
  }

  /** Before any gate: a night that trains nothing tells how feedback goes, too. */
  private FeedbackFigures figures(Registry registry) throws IOException {
    progress.stage("counting the feedback of the last days");
    return FeedbackReport.of(project, FeedbackReport.DAYS, progress::note)
        .once(profile.execution(), Optional.of(registry));
  }

  /** Decides about an adapter whose run was killed before it did, while its version is there. */
  private void makeUpForGate(
      TrainAdapter training, PlannedTraining planned, Registry registry, LastTraining last)
      throws IOException, InterruptedException {
    RegisteredAdapter adapter = registry.adapters().find(last.modelId()).orElseThrow();
    if (Evaluations.of(registry).newest(adapter.id()).isPresent()) {
      return;
    }
    PublishedVersion version;
    try {
      version = project.store().version(last.datasetVersion());
    } catch (StoreFault gone) {
      progress.note("no evaluation of " + last.modelId() + ": " + gone.getMessage());
      return;
    }
    training.gate(planned, adapter, version);
  }

  private NightlyResult result(
      IngestResult ingested,
      BuildResult built,
      FeedbackFigures figures,
      TrainAdapter.Outcome outcome,
      Registry registry) {
    RegisteredAdapter adapter = outcome.adapter();
    return new NightlyResult(
        ingested,
        built,
        figures,
        adapter,
        outcome.trained(),
        outcome.evaluated(),
        training(registry, adapter),
        Standing.of(registry, adapter, project.alias()),
        Optional.empty());
  }

  private static Map<String, Object> training(Registry registry, RegisteredAdapter adapter) {
    return Jobs.of(registry)
        .find(adapter.fineTuningJobId())
        .map(TrainingJob::trainingMetrics)
        .orElse(Map.of());
  }
}
