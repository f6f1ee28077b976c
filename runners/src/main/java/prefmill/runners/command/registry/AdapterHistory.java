package prefmill.runners.command.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;
import prefmill.runners.view.AdapterView;
import prefmill.runners.view.LiveView;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.registry.live.AliasEvent;
import prefmill.trainers.registry.live.Aliases;

/** Shows every adapter of a name, and what was live when. */
@Command(
    name = "history",
    description = "Shows every adapter of a name, and what was live when; the newest first.")
public final class AdapterHistory implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "The adapters' name, or an alias (default: the policy's).")
  private String name;

  @Override
  public Integer call() throws Exception {
    Project project = Project.load(common.config());
    String asked = name == null ? project.adapterName() : name;
    Past past =
        OpenRegistry.ask(
                project,
                registry ->
                    new Past(
                        registry.adapters().history(asked), Aliases.of(registry).history(asked)))
            .orElse(new Past(List.of(), List.of()));
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", asked);
    values.put("adapters", past.adapters().stream().map(AdapterView::json).toList());
    values.put("live", past.live().stream().map(LiveView::json).toList());
    String changes = LiveView.table(past.live());
    common
        .output()
        .result(
            values,
            AdapterView.table(past.adapters()) + (changes.isEmpty() ? "" : "\n\n" + changes));
    return ExitCode.DONE.code();
  }

  private record Past(List<RegisteredAdapter> adapters, List<AliasEvent> live) {}
}
