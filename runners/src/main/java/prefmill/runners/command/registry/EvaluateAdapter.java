package prefmill.runners.command.registry;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import prefmill.datasets.store.DatasetStore;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.policy.training.TrainingPolicy;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.cli.Progress;
import prefmill.runners.evaluation.GateEvaluation;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;
import prefmill.runners.training.PlannedTraining;
import prefmill.runners.view.EvaluationView;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.entry.AdapterStatus;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.registry.lineage.AdapterOrigin;
import prefmill.trainers.registry.lineage.Lineage;
import prefmill.trainers.registry.live.Aliases;
import prefmill.trainers.registry.live.Evaluations;
import prefmill.trainers.registry.live.LiveAdapter;

/** Holds an adapter against what is live now, as evidence for a promotion. */
@Command(
    name = "evaluate",
    description =
        "Holds an adapter against what is live now, on the test rows of its version; a look at them.")
public final class EvaluateAdapter implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(
      paramLabel = "NAME[@VERSION]",
      arity = "0..1",
      description = "Without a version the newest of that name; without a name the policy's.")
  private String reference;

  @Option(
      names = "--alias",
      paramLabel = "ALIAS",
      converter = AliasOptions.Alias.class,
      description =
          "Against what is live there (default: training.alias, the adapter's name unless given).")
  private String alias;

  @Override
  public Integer call() throws Exception {
    Project project = Project.load(common.config());
    TrainingPolicy training = project.requireTraining(common.config());
    String asked = reference == null ? project.adapterName() : reference;
    RegisteredAdapter adapter;
    Evaluations.Decided decided;
    try (Progress progress = common.output().progress();
        OpenRegistry open = OpenRegistry.of(project)) {
      Registry registry = open.registry();
      adapter =
          registry
              .adapters()
              .find(asked)
              .orElseThrow(() -> CommandFailure.usage(ShowAdapter.unknown(asked)));
      if (adapter.status() == AdapterStatus.TAINTED) {
        throw CommandFailure.refused(
            "%s was trained on feedback that has been erased, it cannot go live: evaluate another adapter."
                .formatted(adapter.modelId()));
      }
      String name = alias == null ? project.alias(adapter.name()) : alias;
      requireOther(registry, adapter, name);
      progress.stage("comparing " + adapter.modelId() + " with what is live under " + name);
      PublishedVersion version = version(project, registry, adapter);
      GateEvaluation.of(registry, project, version)
          .decide(PlannedTraining.of(training, version), adapter, name);
      decided = Evaluations.of(registry).newest(adapter.id()).orElseThrow();
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("model_id", adapter.modelId());
    values.put("evaluation", EvaluationView.json(decided));
    common.output().result(values, adapter.modelId() + "\n" + EvaluationView.text(decided));
    return ExitCode.DONE.code();
  }

  /** Held against itself it would show nothing, and a look at the test rows would be spent. */
  private static void requireOther(Registry registry, RegisteredAdapter adapter, String alias) {
    if (Aliases.of(registry)
        .live(alias)
        .map(LiveAdapter::modelId)
        .filter(adapter.modelId()::equals)
        .isPresent()) {
      throw CommandFailure.usage(
          "%s is what is live under %s, it cannot be held against itself: name another adapter, or another alias with --alias."
              .formatted(adapter.modelId(), alias));
    }
  }

  private static PublishedVersion version(
      Project project, Registry registry, RegisteredAdapter adapter) throws IOException {
    AdapterOrigin origin = Lineage.of(registry).origin(adapter.modelId()).orElseThrow();
    return DatasetStore.open(project.policy().store(), origin.dataset())
        .version(origin.datasetVersion());
  }
}
