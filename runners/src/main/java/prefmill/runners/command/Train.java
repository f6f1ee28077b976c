package prefmill.runners.command;

import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import prefmill.datasets.rows.Split;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.policy.training.TrainingPolicy;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.cli.Progress;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.nightly.Standing;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;
import prefmill.runners.project.VersionReference;
import prefmill.runners.training.PlannedTraining;
import prefmill.runners.training.TrainAdapter;
import prefmill.runners.training.VersionExamples;
import prefmill.runners.training.VersionRecord;
import prefmill.runners.training.preflight.KnownBefore;
import prefmill.runners.training.preflight.PreflightText;
import prefmill.runners.training.preflight.TrainingPreflight;
import prefmill.runners.view.AdapterView;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.jobs.Jobs;
import prefmill.trainers.preflight.PreflightReport;

/** Trains on one version and enters the adapter in the registry; asks no gate. */
@Command(
    name = "train",
    description = "Trains an adapter on a version, evaluates it and enters it in the registry.")
public final class Train implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Option(
      names = "--dry-run",
      description = "Shows what the training would meet and take; trains and records nothing.")
  private boolean dryRun;

  @Parameters(paramLabel = "DATASET[@N]", description = "The version; without N the newest.")
  private String reference;

  @Override
  public Integer call() throws Exception {
    Project project = Project.load(common.config());
    TrainingPolicy training = project.requireTraining(common.config());
    PublishedVersion version = VersionReference.parse(reference).find(project);
    return dryRun ? preflight(project, training, version) : train(project, training, version);
  }

  private int train(Project project, TrainingPolicy training, PublishedVersion version)
      throws IOException, SQLException, InterruptedException {
    TrainAdapter.Outcome outcome;
    Object preflight;
    Standing standing;
    try (Progress progress = common.output().progress();
        OpenRegistry registry = OpenRegistry.of(project)) {
      var dataset = VersionRecord.of(project).enter(registry.registry(), version);
      outcome =
          TrainAdapter.of(registry.registry(), project, progress)
              .train(PlannedTraining.of(training, version), dataset, version);
      preflight =
          Jobs.of(registry.registry())
              .find(outcome.adapter().fineTuningJobId())
              .map(job -> job.trainingMetrics().get("preflight"))
              .orElse(null);
      standing = Standing.of(registry.registry(), outcome.adapter(), project.alias());
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("trained", outcome.trained());
    values.put("evaluated", outcome.evaluated());
    values.put("preflight", preflight);
    values.put("adapter", AdapterView.json(outcome.adapter()));
    values.putAll(standing.json());
    common
        .output()
        .result(
            values,
            (outcome.trained() ? "Trained and registered:\n" : "Trained before:\n")
                + AdapterView.text(outcome.adapter())
                + standing.text(outcome.adapter()));
    return ExitCode.DONE.code();
  }

  private int preflight(Project project, TrainingPolicy training, PublishedVersion version)
      throws IOException, SQLException {
    PlannedTraining planned = PlannedTraining.of(training, version);
    KnownBefore known =
        OpenRegistry.ask(
                project,
                registry ->
                    KnownBefore.of(
                        registry, training.budget(), planned, version.manifest().contentHash()))
            .orElseGet(() -> KnownBefore.nothing(training.budget()));
    VersionExamples rows = VersionExamples.of(version.folder());
    TrainingExamples examples = rows.examples(planned.plan().method(), Split.TRAIN);
    PreflightReport report = TrainingPreflight.of(project).check(planned, rows, examples, known);
    common.output().result(report.json(), PreflightText.of(report));
    return (report.refusal().isPresent() ? ExitCode.REFUSED : ExitCode.DONE).code();
  }
}
