package prefmill.runners.command.jobs;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.failure.ExitCode;

/** Shows one job: every move, every attempt with its files, how far it is. */
@Command(name = "show", description = "Shows one job: its moves, attempts, files and progress.")
public final class ShowJob implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "JOB", description = "The job's id, or how it begins.")
  private String job;

  @Override
  public Integer call() throws Exception {
    ShownJob shown = new JobReference(job).ask(common, ShownJob::of);
    common.output().result(shown.json(), shown.text());
    return ExitCode.DONE.code();
  }
}
