package prefmill.runners.command;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import prefmill.pipelines.run.IngestResult;
import prefmill.pipelines.stream.StreamRun;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.cli.Progress;
import prefmill.runners.cli.RunnerOptions;
import prefmill.runners.cli.StopSignal;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.profile.RunnerProfile;
import prefmill.runners.project.Project;
import prefmill.runners.run.BuildReport;
import prefmill.runners.run.DatasetBuild;
import prefmill.runners.run.SubmittedReport;

/** Reads what is new in the sources into the event log. */
@Command(
    name = "ingest",
    description =
        "Reads what is new in the sources, masks it and lands it in the event log; with --stream goes"
            + " on with the topics until it is stopped.")
public final class Ingest implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private RunnerOptions runner;

  @Option(
      names = "--stream",
      description =
          "Goes on landing what comes on the topics (kind: kafka) until SIGTERM or Ctrl-C, then lands"
              + " what is there by then and ends.")
  private boolean stream;

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "With --stream, how often what came is landed (default: 60).")
  private int checkpointSeconds;

  @Option(
      names = "--detach",
      description =
          "Leaves the landing to the cluster of --flink-master;" + " `publish RUN` ends it.")
  private boolean detach;

  @Override
  public Integer call() throws Exception {
    Project project = Project.load(common.config());
    if (stream && detach) {
      throw CommandFailure.usage("--stream lands what its job writes itself: leave out --detach.");
    }
    if (detach) {
      Optional<String> run;
      try (Progress progress = common.output().progress()) {
        run = DatasetBuild.of(project, runner.profile(), progress).submitIngest();
      }
      SubmittedReport.write(common.output(), run, "what landed");
      return ExitCode.DONE.code();
    }
    return stream ? stream(project) : once(project);
  }

  private int stream(Project project) throws Exception {
    RunnerProfile profile = runner.profile();
    project.requireMaskingKey();
    StreamRun run =
        StreamRun.of(
            project.policy(),
            project.folder(),
            profile.execution(),
            profile.streaming(checkpointSeconds));
    long events;
    try (Progress progress = common.output().progress()) {
      progress.stage("landing what comes until it is stopped");
      CountDownLatch stop = StopSignal.listen();
      events = run.run(stop, landed -> progress.update("%,d events landed".formatted(landed)));
    }
    common
        .output()
        .result(
            Map.of("status", "stopped", "events", events),
            "Stopped: %,d events landed, all that was there.".formatted(events));
    return ExitCode.DONE.code();
  }

  private int once(Project project) throws IOException {
    IngestResult result;
    try (Progress progress = common.output().progress()) {
      result = DatasetBuild.of(project, runner.profile(), progress).ingest();
    }
    BuildReport.ingested(common.output(), result);
    return ExitCode.DONE.code();
  }
}
