package prefmill.runners.command;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import prefmill.pipelines.log.lock.StreamHeld;
import prefmill.pipelines.run.IngestResult;
import prefmill.pipelines.stream.StreamJobs;
import prefmill.pipelines.stream.StreamRun;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.cli.Progress;
import prefmill.runners.cli.RunnerOptions;
import prefmill.runners.cli.StopSignal;
import prefmill.runners.cluster.ClusterJob;
import prefmill.runners.cluster.ClusterJobs;
import prefmill.runners.cluster.FlinkMaster;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.metrics.MetricsServer;
import prefmill.runners.profile.RunnerProfile;
import prefmill.runners.project.OwnDatabase;
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
  private static final long HEALTHY_INTERVALS = 3;

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
      description = "Leaves the landing to the cluster of --flink-master; `publish RUN` ends it.")
  private boolean detach;

  @Option(
      names = "--metrics-port",
      paramLabel = "N",
      description =
          "With --stream, tells how the stream stands under /metrics (Prometheus) and /health of"
              + " this port; 0 for any.")
  private Integer metricsPort;

  @Option(
      names = "--metrics-address",
      paramLabel = "A",
      defaultValue = "127.0.0.1",
      description = "The address of --metrics-port (default: 127.0.0.1, this machine alone).")
  private String metricsAddress;

  @Option(
      names = "--replay",
      description =
          "Takes back what lies in the topics of dead letters (sources' dead_letters), after the"
              + " policy was mended.")
  private boolean replay;

  @Override
  public Integer call() throws Exception {
    if (replay && (stream || detach)) {
      throw CommandFailure.usage(
          "--replay ends by itself, here: leave out %s."
              .formatted(stream ? "--stream" : "--detach"));
    }
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
    try (Progress progress = common.output().progress();
        OwnDatabase unused = OwnDatabase.forSources(project);
        MetricsServer metrics = metrics()) {
      if (metrics.isOpen()) {
        run.watchedBy(metrics::tell);
        progress.stage("telling how it stands at " + metrics.address());
      }
      profile
          .cluster()
          .ifPresent(master -> run.endingFirst(jobs -> endAbandoned(master, jobs, progress)));
      progress.stage("landing what comes until it is stopped");
      CountDownLatch stop = StopSignal.listen();
      events = run.run(stop, landed -> progress.update("%,d events landed".formatted(landed)));
    } catch (StreamHeld e) {
      throw CommandFailure.locked(e.getMessage());
    }
    common
        .output()
        .result(
            Map.of("status", "stopped", "events", events),
            "Stopped: %,d events landed, all that was there.".formatted(events));
    return ExitCode.DONE.code();
  }

  private static void endAbandoned(FlinkMaster master, StreamJobs jobs, Progress progress) {
    for (ClusterJob job : ClusterJobs.of(master).cancel(jobs::isAbandoned)) {
      progress.note(
          "cancelled job %s, whose command was killed: what it landed since nobody reads"
              .formatted(job.id()));
    }
  }

  private MetricsServer metrics() throws IOException {
    return metricsPort == null
        ? MetricsServer.none()
        : MetricsServer.open(
            metricsAddress, metricsPort, Duration.ofSeconds(HEALTHY_INTERVALS * checkpointSeconds));
  }

  private int once(Project project) throws IOException {
    IngestResult result;
    try (Progress progress = common.output().progress()) {
      DatasetBuild build = DatasetBuild.of(project, runner.profile(), progress);
      result = replay ? build.replay() : build.ingest();
    }
    BuildReport.ingested(common.output(), result);
    return ExitCode.DONE.code();
  }
}
