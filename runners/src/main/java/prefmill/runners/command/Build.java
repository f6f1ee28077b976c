package prefmill.runners.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import prefmill.pipelines.run.BuildResult;
import prefmill.pipelines.run.IngestResult;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.cli.Progress;
import prefmill.runners.cli.RunnerOptions;
import prefmill.runners.cli.SplitOptions;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.project.Project;
import prefmill.runners.run.BuildReport;
import prefmill.runners.run.DatasetBuild;

/** Reads what is new in the sources, then builds and publishes one version. */
@Command(
    name = "build",
    description = "Sources to event log to one dataset version; an unchanged one is not published.")
public final class Build implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private RunnerOptions runner;
  @Mixin private SplitOptions splits;

  @Option(names = "--dry-run", description = "Writes nothing; shows what is kept and why not.")
  private boolean dryRun;

  @Override
  public Integer call() throws Exception {
    Project project = Project.load(common.config());
    if (dryRun) {
      DatasetBuild.Trial trial;
      try (Progress progress = common.output().progress()) {
        trial = DatasetBuild.of(project, runner.profile(), progress).dryRun();
      }
      BuildReport.tried(common.output(), trial);
      return ExitCode.DONE.code();
    }
    IngestResult ingested;
    BuildResult built;
    try (Progress progress = common.output().progress()) {
      DatasetBuild build =
          DatasetBuild.of(project, runner.profile(), progress)
              .acceptSplitMoves(splits.acceptSplitMoves());
      ingested = build.ingest();
      built = build.build();
    }
    BuildReport.built(common.output(), ingested, built);
    return ExitCode.DONE.code();
  }
}
