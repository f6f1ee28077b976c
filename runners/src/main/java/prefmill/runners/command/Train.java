package prefmill.runners.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.policy.training.TrainingPolicy;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.cli.Progress;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;
import prefmill.runners.project.VersionReference;
import prefmill.runners.training.PlannedTraining;
import prefmill.runners.training.TrainAdapter;
import prefmill.runners.training.VersionRecord;
import prefmill.runners.view.AdapterView;

/** Trains on one version and enters the adapter in the registry; asks no gate. */
@Command(
    name = "train",
    description = "Trains an adapter on a version, evaluates it and enters it in the registry.")
public final class Train implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "DATASET[@N]", description = "The version; without N the newest.")
  private String reference;

  @Override
  public Integer call() throws Exception {
    Project project = Project.load(common.config());
    TrainingPolicy training =
        project
            .policy()
            .training()
            .orElseThrow(
                () ->
                    CommandFailure.usage(
                        "%s says nothing about training: add training with at least base_model."
                            .formatted(common.config())));
    PublishedVersion version = VersionReference.parse(reference).find(project);
    TrainAdapter.Outcome outcome;
    try (Progress progress = common.output().progress();
        OpenRegistry registry = OpenRegistry.of(project)) {
      var dataset = VersionRecord.of(project).enter(registry.registry(), version);
      outcome =
          TrainAdapter.of(registry.registry(), project, progress)
              .train(PlannedTraining.of(training), dataset, version);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("trained", outcome.trained());
    values.put("adapter", AdapterView.json(outcome.adapter()));
    common
        .output()
        .result(
            values,
            (outcome.trained() ? "Trained and registered:\n" : "Trained before:\n")
                + AdapterView.text(outcome.adapter()));
    return ExitCode.DONE.code();
  }
}
