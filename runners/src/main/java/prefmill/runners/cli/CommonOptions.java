package prefmill.runners.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of every command. */
@Command(mixinStandardHelpOptions = true, versionProvider = BuildInfo.class)
public final class CommonOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "F",
      defaultValue = "prefmill.yaml",
      description = "The policy file (default: ./prefmill.yaml).")
  private Path config;

  @Option(names = "--json", description = "Prints one JSON object on stdout.")
  private boolean json;

  @Option(names = "-v", description = "Shows stack traces when something fails.")
  private boolean verbose;

  /** The policy file, relative to the caller's folder. */
  public Path config() {
    return config;
  }

  /** The folder of the policy file, which need not be there. */
  public Path folder() {
    return config.toAbsolutePath().normalize().getParent();
  }

  /** Whether the policy file was named, not taken by default. */
  public boolean isConfigGiven() {
    return spec.commandLine().getParseResult().hasMatchedOption("--config");
  }

  /** Where the command writes its result and its progress. */
  public Output output() {
    return new Output(spec.commandLine().getOut(), spec.commandLine().getErr(), json);
  }

  /** Whether stack traces were asked for. */
  public boolean verbose() {
    return verbose;
  }
}
