package prefmill.runners.command;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.run.IngestResult;
import prefmill.pipelines.run.LogPoint;
import prefmill.pipelines.run.build.BuildResult;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.cli.Progress;
import prefmill.runners.cli.RunnerOptions;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.project.PointInTime;
import prefmill.runners.project.Project;
import prefmill.runners.run.BuildReport;
import prefmill.runners.run.DatasetBuild;
import prefmill.runners.run.SubmittedReport;
import prefmill.runners.run.Trial;
import prefmill.runners.run.TrialReport;

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

  @Option(
      names = "--against",
      paramLabel = "V",
      description =
          "A dry run that also shows which rows this version would gain and lose, and why:"
              + " latest, or a number.")
  private String against;

  @Option(
      names = "--all-reasons",
      description =
          "A dry run that also shows how many events each quality rule would refuse alone.")
  private boolean allReasons;

  @Option(
      names = "--as-of",
      paramLabel = "T",
      description =
          "Reads no source and builds what the event log held at T: a time such as"
              + " 2026-11-20T02:00:00Z, or a version's number for what that was built from.")
  private String asOf;

  @Option(
      names = "--detach",
      description =
          "Reads the sources, then leaves the build to the cluster of --flink-master;"
              + " `publish RUN` ends it.")
  private boolean detach;

  @Option(
      names = "--full",
      description =
          "Settles every context anew, and takes nothing of what earlier builds have kept: the"
              + " version is the same, and takes longer.")
  private boolean full;

  @Override
  public Integer call() throws Exception {
    Project project = Project.load(common.config());
    Optional<PublishedVersion> compared = PointInTime.against(project, against);
    Optional<LogPoint> point = PointInTime.asOf(project, asOf);
    if (detach) {
      submit(project);
    } else if (dryRun || allReasons || compared.isPresent()) {
      Trial trial;
      try (Progress progress = common.output().progress()) {
        trial = build(project, progress).dryRun(point, compared, allReasons);
      }
      TrialReport.write(common.output(), trial);
    } else if (point.isPresent()) {
      BuildResult built;
      try (Progress progress = common.output().progress()) {
        built = build(project, progress).rebuild(point.get());
      }
      BuildReport.rebuilt(common.output(), point.get(), built);
    } else {
      buildWhatIsNew(project);
    }
    return ExitCode.DONE.code();
  }

  private void submit(Project project) throws IOException {
    if (dryRun || allReasons || against != null || asOf != null) {
      throw CommandFailure.usage(
          "--detach goes without --dry-run, --all-reasons, --against and --as-of.");
    }
    Optional<String> run;
    try (Progress progress = common.output().progress()) {
      DatasetBuild build = build(project, progress);
      build.ingest();
      run = build.submitBuild();
    }
    SubmittedReport.write(common.output(), run, "its version");
  }

  private void buildWhatIsNew(Project project) throws IOException {
    IngestResult ingested;
    BuildResult built;
    try (Progress progress = common.output().progress()) {
      DatasetBuild build = build(project, progress);
      ingested = build.ingest();
      built = build.build();
    }
    BuildReport.built(common.output(), ingested, built);
  }

  private DatasetBuild build(Project project, Progress progress) {
    return DatasetBuild.of(project, runner.profile(), progress)
        .acceptSplitMoves(splits.acceptSplitMoves())
        .full(full);
  }
}
