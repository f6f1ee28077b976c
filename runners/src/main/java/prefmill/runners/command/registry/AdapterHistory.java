package prefmill.runners.command.registry;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import prefmill.runners.cli.AdapterView;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;
import prefmill.trainers.registry.entry.RegisteredAdapter;

/** Shows every adapter of a name, the newest first. */
@Command(name = "history", description = "Shows every adapter of a name, the newest first.")
public final class AdapterHistory implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "The adapters' name (default: the policy's).")
  private String name;

  @Override
  public Integer call() throws Exception {
    Project project = Project.load(common.config());
    String asked = name == null ? project.adapterName() : name;
    List<RegisteredAdapter> adapters =
        OpenRegistry.ask(project, registry -> registry.adapters().history(asked)).orElse(List.of());
    common
        .output()
        .result(
            Map.of("name", asked, "adapters", adapters.stream().map(AdapterView::json).toList()),
            AdapterView.table(adapters));
    return ExitCode.DONE.code();
  }
}
