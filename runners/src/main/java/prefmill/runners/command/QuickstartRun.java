package prefmill.runners.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.cli.Progress;
import prefmill.runners.cli.RunnerOptions;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.quickstart.FeedbackGenerator;
import prefmill.runners.quickstart.Quickstart;
import prefmill.runners.quickstart.QuickstartReport;
import prefmill.runners.quickstart.QuickstartResult;

/** The whole way on invented feedback, in one folder. */
@Command(
    name = "quickstart",
    description =
        "Shows the whole way on invented feedback: tables, dataset version, adapter, registry row.")
public final class QuickstartRun implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private RunnerOptions runner;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      defaultValue = "quickstart",
      description = "Where everything is kept (default: ./quickstart).")
  private Path folder;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The seed of the invented feedback (default: 1).")
  private long seed;

  @Override
  public Integer call() throws Exception {
    QuickstartResult result;
    try (Progress progress = common.output().progress()) {
      Path absolute = folder.toAbsolutePath().normalize();
      result =
          Quickstart.of(absolute, FeedbackGenerator.of(seed).generate(), runner.profile(), progress)
              .run();
    }
    QuickstartReport.write(common.output(), result);
    return ExitCode.DONE.code();
  }
}
