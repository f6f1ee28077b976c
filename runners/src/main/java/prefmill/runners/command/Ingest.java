package prefmill.runners.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import prefmill.pipelines.run.IngestResult;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.cli.Progress;
import prefmill.runners.cli.RunnerOptions;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.project.Project;
import prefmill.runners.run.BuildReport;
import prefmill.runners.run.DatasetBuild;

/** Reads what is new in the sources into the event log. */
@Command(
    name = "ingest",
    description = "Reads what is new in the sources, masks it and lands it in the event log.")
public final class Ingest implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private RunnerOptions runner;

  @Override
  public Integer call() throws Exception {
    Project project = Project.load(common.config());
    IngestResult result;
    try (Progress progress = common.output().progress()) {
      result = DatasetBuild.of(project, runner.profile(), progress).ingest();
    }
    BuildReport.ingested(common.output(), result);
    return ExitCode.DONE.code();
  }
}
