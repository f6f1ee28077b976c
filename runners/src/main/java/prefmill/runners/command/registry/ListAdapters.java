package prefmill.runners.command.registry;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;
import prefmill.runners.view.AdapterView;
import prefmill.trainers.registry.entry.RegisteredAdapter;

/** Lists the registry's adapters: all, the newest version of a name first. */
@Command(name = "list", description = "Lists all adapters, the newest of a name first.")
public final class ListAdapters implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    Project project = Project.load(common.config());
    List<RegisteredAdapter> adapters =
        OpenRegistry.ask(project, registry -> registry.adapters().list()).orElse(List.of());
    common
        .output()
        .result(
            Map.of("adapters", adapters.stream().map(AdapterView::json).toList()),
            AdapterView.table(adapters));
    return ExitCode.DONE.code();
  }
}
