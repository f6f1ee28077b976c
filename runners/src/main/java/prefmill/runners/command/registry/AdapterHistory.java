package prefmill.runners.command.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;
import prefmill.runners.view.AdapterView;
import prefmill.runners.view.EvaluationView;
import prefmill.runners.view.LiveView;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.registry.live.AliasEvent;
import prefmill.trainers.registry.live.Aliases;
import prefmill.trainers.registry.live.Evaluations;

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
        OpenRegistry.ask(project, registry -> past(registry, asked, project.alias(asked)))
            .orElse(new Past(List.of(), Map.of(), List.of()));
    boolean own = asked.equals(project.adapterName()) || asked.equals(project.alias());
    if (past.adapters().isEmpty() && past.live().isEmpty() && !own) {
      throw CommandFailure.usage(
          "The registry holds no adapter %s, and nothing was ever live under that name: `prefmill registry list` shows which it holds."
              .formatted(asked));
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", asked);
    values.put("adapters", past.adapters().stream().map(AdapterView::json).toList());
    Map<String, Object> decisions = new LinkedHashMap<>();
    past.decisions().forEach((adapter, d) -> decisions.put(adapter, EvaluationView.json(d)));
    values.put("evaluations", decisions);
    values.put("live", past.live().stream().map(LiveView::json).toList());
    common.output().result(values, text(asked, past));
    return ExitCode.DONE.code();
  }

  private static String text(String asked, Past past) {
    List<String> parts = new ArrayList<>();
    if (!past.adapters().isEmpty()) {
      parts.add(AdapterView.table(past.adapters()));
    }
    if (!past.decisions().isEmpty()) {
      parts.add(EvaluationView.table(past.decisions()));
    }
    if (!past.live().isEmpty()) {
      parts.add(LiveView.table(past.live()));
    }
    return parts.isEmpty()
        ? "The registry holds no adapter %s yet: `prefmill nightly` trains the first."
            .formatted(asked)
        : String.join("\n\n", parts);
  }

  private static Past past(Registry registry, String asked, String alias) {
    List<RegisteredAdapter> adapters = registry.adapters().history(asked);
    Evaluations evaluations = Evaluations.of(registry);
    Map<String, Evaluations.Decided> decisions = new LinkedHashMap<>();
    for (RegisteredAdapter adapter : adapters) {
      evaluations.newest(adapter.id()).ifPresent(d -> decisions.put(adapter.modelId(), d));
    }
    return new Past(adapters, decisions, Aliases.of(registry).history(alias));
  }

  private record Past(
      List<RegisteredAdapter> adapters,
      Map<String, Evaluations.Decided> decisions,
      List<AliasEvent> live) {}
}
