package prefmill.runners.cli;

import picocli.CommandLine.Option;
import prefmill.runners.cluster.FlinkMaster;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.profile.RunnerProfile;
import prefmill.runners.profile.RunnerProfile.Runner;

/** The options of commands that run a Beam graph. */
public final class RunnerOptions {
  @Option(
      names = "--runner",
      paramLabel = "R",
      defaultValue = "flink",
      description = "direct or flink (default: flink, embedded). The result is the same.")
  private Runner runner;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "How many of a step run at once (default: the machine's cores, at most 2).")
  private Integer parallelism;

  @Option(
      names = "--flink-master",
      paramLabel = "HOST:PORT",
      description =
          "A Flink 1.19 session cluster that runs the graph (default: one in this process). Store and"
              + " files must lie under the same path on all its machines.")
  private String flinkMaster;

  /** Where the graph runs. */
  public RunnerProfile profile() {
    if (flinkMaster != null) {
      if (runner == Runner.DIRECT) {
        throw CommandFailure.usage("--flink-master goes with --runner flink.");
      }
      return RunnerProfile.on(FlinkMaster.parse(flinkMaster), parallelism);
    }
    return parallelism == null ? RunnerProfile.of(runner) : RunnerProfile.of(runner, parallelism);
  }
}
