package prefmill.runners.command.registry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import prefmill.datasets.canonical.Sha256;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;
import prefmill.runners.view.ServingView;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.registry.live.Aliases;
import prefmill.trainers.registry.live.LiveAdapter;

/** Prints what a serving process should load. */
@Command(
    name = "resolve",
    description = "Prints what a serving process should load for an alias or an adapter.")
public final class ResolveAdapter implements Callable<Integer> {
  private static final String WEIGHTS = "adapter_model.safetensors";

  @Mixin private CommonOptions common;

  @Parameters(
      paramLabel = "ALIAS|NAME@VERSION",
      arity = "0..1",
      description = "An alias, for what is live under it (default: the policy's adapter name).")
  private String reference;

  @Override
  public Integer call() throws Exception {
    Project project = Project.load(common.config());
    String asked = reference == null ? project.adapterName() : reference;
    Optional<RegisteredAdapter> found =
        OpenRegistry.ask(project, registry -> resolve(registry, asked)).flatMap(adapter -> adapter);
    RegisteredAdapter adapter =
        found.orElseThrow(
            () ->
                CommandFailure.usage(
                    asked.contains("@")
                        ? ShowAdapter.unknown(asked)
                        : "Nothing is live under %s: `prefmill registry promote` makes an adapter live."
                            .formatted(asked)));
    check(adapter);
    common.output().result(ServingView.json(adapter), ServingView.text(adapter));
    return ExitCode.DONE.code();
  }

  private static Optional<RegisteredAdapter> resolve(Registry registry, String asked) {
    return asked.contains("@")
        ? registry.adapters().find(asked)
        : Aliases.of(registry)
            .live(asked)
            .map(LiveAdapter::modelId)
            .flatMap(registry.adapters()::find);
  }

  /** What is served must be what was evaluated. */
  private static void check(RegisteredAdapter adapter) throws Exception {
    Path weights = Path.of(adapter.adapterUri()).resolve(WEIGHTS);
    if (!Files.isRegularFile(weights)) {
      throw CommandFailure.failed(
          "%s of %s is not there: restore the folder from a backup."
              .formatted(weights, adapter.modelId()));
    }
    if (!Sha256.of(weights).equals(adapter.adapterSha256())) {
      throw CommandFailure.failed(
          "%s is not the file that was registered as %s: restore it from a backup."
              .formatted(weights, adapter.modelId()));
    }
  }
}
