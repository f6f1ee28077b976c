package prefmill.runners.command.jobs;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import prefmill.runners.cli.ClusterOption;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.cluster.ClusterJobs;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.failure.ExitCode;
import prefmill.trainers.jobs.JobStatus;
import prefmill.trainers.jobs.Jobs;
import prefmill.trainers.jobs.TrainingJob;
import prefmill.trainers.registry.Registry;

/** Asks the holder of a job to stop and waits until it has. */
@Command(name = "cancel", description = "Stops a job; its checkpoint stays.")
public final class CancelJob implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Mixin private CommonOptions common;
  @Mixin private ClusterOption cluster;

  @Parameters(paramLabel = "JOB", description = "The job's id, or how it begins.")
  private String job;

  @Override
  public Integer call() throws Exception {
    Optional<ClusterJobs> ofCluster = cluster.jobs();
    if (ofCluster.isPresent()) {
      ofCluster.get().cancel(job, common.output());
      return ExitCode.DONE.code();
    }
    TrainingJob ended = new JobReference(job).ask(common, CancelJob::cancel);
    String status = ended.status().column();
    if (ended.status() != JobStatus.CANCELLED) {
      throw CommandFailure.failed(
          ended.status() == JobStatus.CANCELLING
              ? "Job %s is asked to stop, but %s does not answer: it is lost when its lease runs out."
                  .formatted(ended.id(), ended.leaseHolder().orElse("its holder"))
              : "Job %s has ended as %s: there is nothing to cancel."
                  .formatted(ended.id(), status));
    }
    common
        .output()
        .result(
            Map.of("id", ended.id().toString(), "status", status),
            "Job %s is cancelled; the next run of the same goes on from its last checkpoint."
                .formatted(ended.id()));
    return ExitCode.DONE.code();
  }

  private static TrainingJob cancel(Registry registry, UUID id) {
    Jobs jobs = Jobs.of(registry);
    TrainingJob asked = jobs.cancel(id);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (asked.status() == JobStatus.CANCELLING && System.nanoTime() < deadline) {
      pause();
      asked = jobs.cancel(id);
    }
    return asked;
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.failed("The wait for the job's end was interrupted.", e);
    }
  }
}
