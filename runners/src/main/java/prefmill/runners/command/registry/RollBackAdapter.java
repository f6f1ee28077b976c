package prefmill.runners.command.registry;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;
import prefmill.runners.serve.ServedAdapter;
import prefmill.runners.view.LiveView;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.registry.live.Aliases;
import prefmill.trainers.registry.live.LiveAdapter;

/** Makes the adapter live that was live before. */
@Command(name = "rollback", description = "Makes the adapter live that was live before.")
public final class RollBackAdapter implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private AliasOptions alias;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "The adapters' name (default: the policy's).")
  private String name;

  @Override
  public Integer call() throws Exception {
    Project project = Project.load(common.config());
    String asked = alias.name(project, name == null ? project.adapterName() : name);
    try (OpenRegistry open = OpenRegistry.of(project)) {
      Aliases aliases = Aliases.of(open.registry());
      LiveAdapter live =
          aliases
              .live(asked)
              .orElseThrow(
                  () ->
                      CommandFailure.usage(
                          "Nothing is live under %s, so there is nothing to roll back."
                              .formatted(asked)));
      RegisteredAdapter target =
          aliases
              .before(asked)
              .flatMap(open.registry().adapters()::find)
              .orElseThrow(
                  () ->
                      CommandFailure.usage(
                          "No adapter was live under %s before %s that may be live again: promote another one."
                              .formatted(asked, live.modelId())));
      ServedAdapter.requireServable(target);
      LiveAdapter before = aliases.rollback(asked, Optional.of(live.modelId()), alias.actor());
      common
          .output()
          .result(
              Map.of("from", live.modelId(), "live", LiveView.json(before)),
              "Now live again: " + LiveView.text(before));
    }
    return ExitCode.DONE.code();
  }
}
