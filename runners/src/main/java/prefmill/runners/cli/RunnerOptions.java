package prefmill.runners.cli;

import picocli.CommandLine.Option;
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

  /** Where the graph runs. */
  public RunnerProfile profile() {
    return parallelism == null ? RunnerProfile.of(runner) : new RunnerProfile(runner, parallelism);
  }
}
