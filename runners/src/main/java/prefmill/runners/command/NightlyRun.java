package prefmill.runners.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.cli.Progress;
import prefmill.runners.cli.RunnerOptions;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.nightly.Nightly;
import prefmill.runners.nightly.NightlyReport;
import prefmill.runners.nightly.NightlyResult;
import prefmill.runners.project.Project;

/** The whole way, once. */
@Command(
    name = "nightly",
    description =
        "Build, gate, train, evaluate, register: one run that can be repeated and killed safely.")
public final class NightlyRun implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private RunnerOptions runner;
  @Mixin private SplitOptions splits;

  @Override
  public Integer call() throws Exception {
    Project project = Project.load(common.config());
    NightlyResult result;
    try (Progress progress = common.output().progress()) {
      result =
          Nightly.of(project, runner.profile(), progress)
              .acceptSplitMoves(splits.acceptSplitMoves())
              .run();
    }
    NightlyReport.write(common.output(), result);
    if (result.refusal().isPresent()) {
      common.output().note("prefmill: " + result.refusal().get());
      return ExitCode.REFUSED.code();
    }
    return ExitCode.DONE.code();
  }
}
