package prefmill.runners.command;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import prefmill.pipelines.pending.PendingRun;
import prefmill.pipelines.run.IngestRun;
import prefmill.pipelines.run.build.BuildResult;
import prefmill.pipelines.run.build.DetachedBuild;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.cli.Progress;
import prefmill.runners.cluster.ClusterJob;
import prefmill.runners.cluster.ClusterProgress;
import prefmill.runners.cluster.FlinkMaster;
import prefmill.runners.cluster.FlinkRest;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.profile.RunnerProfile;
import prefmill.runners.profile.RunnerProfile.Runner;
import prefmill.runners.project.Project;
import prefmill.runners.run.BuildReport;

/** Enters the result of a run that was left to a cluster, or whose driver was killed. */
@Command(
    name = "publish",
    description =
        "Ends a run that `build --detach` or `ingest --detach` left to a cluster, or whose command was"
            + " killed while its job went on.")
public final class Publish implements Callable<Integer> {
  private static final long PAUSE_MILLIS = 1_000;

  @Mixin private CommonOptions common;
  @Mixin private SplitOptions splits;

  @Parameters(paramLabel = "RUN", description = "The run, as --detach has named it.")
  private String run;

  @Option(names = "--wait", description = "Waits for the job's end.")
  private boolean wait;

  @Option(
      names = "--flink-master",
      paramLabel = "HOST:PORT",
      description = "The cluster of the job, to be asked whether it failed.")
  private String flinkMaster;

  @Override
  public Integer call() throws Exception {
    Project project = Project.load(common.config());
    project.requireMaskingKey();
    PendingRun pending = PendingRun.read(project.store(), run);
    try (Progress progress = common.output().progress()) {
      progress.stage("waiting for the job's end");
      while (!pending.hasEnded(project.store(), project.log())) {
        String state = state(pending, progress);
        if (!wait) {
          throw CommandFailure.failed(
              "The job of run %s has not ended%s: try again later, or with --wait."
                  .formatted(run, state));
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
    enter(project, pending);
    return ExitCode.DONE.code();
  }

  private void enter(Project project, PendingRun pending) throws IOException {
    var execution = RunnerProfile.of(Runner.FLINK).execution();
    if (pending.kind() == PendingRun.Kind.INGEST) {
      BuildReport.ingested(
          common.output(),
          IngestRun.of(project.policy(), project.folder(), execution).finish(pending));
      return;
    }
    BuildResult built =
        DetachedBuild.finish(project.policy(), execution, pending, splits.acceptSplitMoves());
    common.output().result(BuildReport.json(built), BuildReport.text(built));
  }

  private String state(PendingRun pending, Progress progress) {
    if (flinkMaster == null) {
      return "";
    }
    FlinkRest rest = FlinkRest.of(FlinkMaster.parse(flinkMaster));
    Optional<ClusterJob> job = rest.job(pending.job());
    if (job.isEmpty() || (job.get().ended() && !job.get().state().equals("FINISHED"))) {
      throw CommandFailure.failed(
          "The job %s %s: see the cluster's log, and begin the run again."
              .formatted(
                  pending.job(),
                  job.map(j -> "ended as " + j.state()).orElse("is not known to the cluster")));
    }
    ClusterProgress.giveUp(rest, job.get())
        .ifPresent(
            reason -> {
              throw CommandFailure.failed(reason);
            });
    progress.update("%d of %d tasks".formatted(job.get().finished(), job.get().tasks()));
    return " (%s, %d of %d tasks)"
        .formatted(job.get().state(), job.get().finished(), job.get().tasks());
  }
}
