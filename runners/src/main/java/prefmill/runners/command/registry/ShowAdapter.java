package prefmill.runners.command.registry;

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
import prefmill.trainers.registry.entry.RegisteredAdapter;

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
    Optional<Optional<RegisteredAdapter>> found =
        OpenRegistry.ask(project, registry -> registry.adapters().find(asked));
    RegisteredAdapter adapter =
        found.flatMap(Function.identity()).orElseThrow(() -> CommandFailure.usage(unknown(asked)));
    common.output().result(AdapterView.json(adapter), AdapterView.text(adapter));
    return ExitCode.DONE.code();
  }

  /** The sentence about an adapter that is not there. */
  static String unknown(String asked) {
    return "The registry holds no adapter %s: `prefmill registry list` shows which it holds."
        .formatted(asked);
  }
}
