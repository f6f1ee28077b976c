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
import prefmill.runners.quickstart.streaming.StreamingQuickstart;
import prefmill.runners.quickstart.streaming.StreamingReport;
import prefmill.runners.quickstart.streaming.StreamingResult;
import prefmill.runners.quickstart.tables.FeedbackTables;

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
      description =
          "Where everything is kept (default: ./quickstart, with --streaming ./quickstart-streaming).")
  private Path folder;

  @Option(
      names = "--streaming",
      description =
          "The way of a stream instead: a Kafka broker, feedback that comes, a build of what landed.")
  private boolean streaming;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The seed of the invented feedback (default: 1).")
  private long seed;

  @Override
  public Integer call() throws Exception {
    FeedbackTables tables = FeedbackGenerator.of(seed).generate();
    if (streaming) {
      StreamingResult result;
      try (Progress progress = common.output().progress()) {
        result =
            StreamingQuickstart.of(
                    folder("quickstart-streaming"), tables, runner.profile(), progress)
                .run();
      }
      StreamingReport.write(common.output(), result);
    } else {
      QuickstartResult result;
      try (Progress progress = common.output().progress()) {
        result = Quickstart.of(folder("quickstart"), tables, runner.profile(), progress).run();
      }
      QuickstartReport.write(common.output(), result);
    }
    return ExitCode.DONE.code();
  }

  private Path folder(String byDefault) {
    return (folder == null ? Path.of(byDefault) : folder).toAbsolutePath().normalize();
  }
}
