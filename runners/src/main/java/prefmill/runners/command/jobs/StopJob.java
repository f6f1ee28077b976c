package prefmill.runners.command.jobs;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import prefmill.runners.cli.ClusterOption;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.cluster.ClusterJobs;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.failure.ExitCode;
import prefmill.trainers.jobs.JobStatus;
import prefmill.trainers.jobs.Jobs;
import prefmill.trainers.jobs.TrainingJob;

/** Asks the holder of a job to end behind its next checkpoint; does not wait for it. */
@Command(
    name = "stop",
    description =
        "Ends a job behind its next checkpoint; the next run of the same goes on from it.")
public final class StopJob implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private ClusterOption cluster;

  @Parameters(paramLabel = "JOB", description = "The job's id, or how it begins.")
  private String job;

  @Option(
      names = "--savepoint-folder",
      paramLabel = "URI",
      description =
          "With --flink-master, where the savepoint of a stream is to lie (default: the cluster's"
              + " state.savepoints.dir).")
  private String savepointFolder;

  @Override
  public Integer call() throws Exception {
    Optional<ClusterJobs> ofCluster = cluster.jobs();
    if (ofCluster.isPresent()) {
      ofCluster.get().stop(job, Optional.ofNullable(savepointFolder), common.output());
      return ExitCode.DONE.code();
    }
    if (savepointFolder != null) {
      throw CommandFailure.usage(
          "--savepoint-folder is of a cluster's streams: add --flink-master.");
    }
    TrainingJob asked =
        new JobReference(job).ask(common, (registry, id) -> Jobs.of(registry).stop(id));
    String status = asked.status().column();
    if (asked.status() != JobStatus.RUNNING && asked.status() != JobStatus.CANCELLED) {
      throw CommandFailure.failed(
          asked.status() == JobStatus.CANCELLING
              ? "Job %s is being cancelled already.".formatted(asked.id())
              : "Job %s has ended as %s: there is nothing to stop.".formatted(asked.id(), status));
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", asked.id().toString());
    values.put("status", status);
    values.put("stop_asked", asked.isAskedToStop());
    common
        .output()
        .result(
            values,
            asked.isAskedToStop()
                ? "Job %s ends behind its next checkpoint: `prefmill jobs show --follow %s` tells when; `prefmill jobs cancel` ends it at once."
                    .formatted(asked.id(), asked.id())
                : "Job %s is cancelled: nobody works on it; the next run of the same goes on from its last checkpoint."
                    .formatted(asked.id()));
    return ExitCode.DONE.code();
  }
}
