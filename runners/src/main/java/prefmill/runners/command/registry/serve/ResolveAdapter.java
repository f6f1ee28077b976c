package prefmill.runners.command.registry.serve;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.project.Project;
import prefmill.runners.serve.ServedAdapter;
import prefmill.runners.serve.ServingFormat;
import prefmill.runners.serve.ServingView;

/** Prints what a serving process should load. */
@Command(
    name = "resolve",
    description = "Prints what a serving process should load for an alias or an adapter.")
public final class ResolveAdapter implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(
      paramLabel = "ALIAS|NAME@VERSION",
      arity = "0..1",
      description = "An alias, for what is live under it (default: the policy's alias).")
  private String reference;

  @Option(
      names = "--format",
      paramLabel = "vllm|llama.cpp|mlx",
      description =
          "Makes the adapter ready for this program, and prints its command (default: how it lies).")
  private String format;

  @Override
  public Integer call() throws Exception {
    Project project = Project.load(common.config());
    ServingFormat wanted = format == null ? null : ServingFormat.parse(format);
    ServedAdapter adapter =
        ServedAdapter.find(project, reference == null ? project.alias() : reference);
    Map<String, Object> values =
        wanted == null
            ? ServingView.json(
                adapter, common.isConfigGiven() ? Optional.of(common.config()) : Optional.empty())
            : wanted.resolve(adapter);
    common.output().result(values, ServingView.text(values));
    return ExitCode.DONE.code();
  }
}
