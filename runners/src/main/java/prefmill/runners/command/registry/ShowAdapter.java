package prefmill.runners.command.registry;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
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
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.registry.live.Evaluations;

/** Shows one adapter: on what it was trained, how it does, where it is. */
@Command(name = "show", description = "Shows one adapter: its data, its metrics, its files.")
public final class ShowAdapter implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(
      paramLabel = "NAME[@VERSION]",
      arity = "0..1",
      description = "Without a version the newest of that name; without a name the policy's.")
  private String reference;

  @Override
  public Integer call() throws Exception {
    Project project = Project.load(common.config());
    String asked = reference == null ? project.adapterName() : reference;
    Shown shown =
        OpenRegistry.ask(project, registry -> shown(registry, asked))
            .flatMap(Function.identity())
            .orElseThrow(() -> CommandFailure.usage(unknown(asked)));
    Map<String, Object> values = AdapterView.json(shown.adapter());
    values.put("evaluation", shown.evaluation().map(EvaluationView::json).orElse(null));
    common
        .output()
        .result(
            values,
            AdapterView.text(shown.adapter())
                + shown.evaluation().map(EvaluationView::text).orElse("evaluation: none\n"));
    return ExitCode.DONE.code();
  }

  private static Optional<Shown> shown(Registry registry, String asked) {
    return registry
        .adapters()
        .find(asked)
        .map(a -> new Shown(a, Evaluations.of(registry).newest(a.id())));
  }

  private record Shown(RegisteredAdapter adapter, Optional<Evaluations.Decided> evaluation) {}

  /** The sentence about an adapter that is not there. */
  static String unknown(String asked) {
    return "The registry holds no adapter %s: `prefmill registry list` shows which it holds."
        .formatted(asked);
  }
}
