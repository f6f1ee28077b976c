package prefmill.runners.cluster;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import prefmill.pipelines.job.JobFailure;
import prefmill.pipelines.run.RunId;
import prefmill.runners.cli.Progress;
import prefmill.runners.failure.CommandFailure;

/**
 * Shows how far a cluster's newest job of a kind is while this process waits for it, and gives a
 * job up that fails again and again, as a cluster's restart strategy may start it for ever.
 */
public final class ClusterProgress {
  private static final long PAUSE_MILLIS = 2_000;
  private static final int MOST_FAILURES = 10;

  private final Optional<FlinkMaster> cluster;
  private final String name;
  private final Progress progress;
  private final AtomicReference<String> givenUp = new AtomicReference<>();

  private ClusterProgress(Optional<FlinkMaster> cluster, String name, Progress progress) {
    this.cluster = cluster;
    this.name = name;
    this.progress = progress;
  }

  /**
   * Of a cluster; shows nothing where there is none.
   *
   * @param name what stands before the run in the job's name
   */
  public static ClusterProgress of(Optional<FlinkMaster> cluster, String name, Progress progress) {
    return new ClusterProgress(cluster, name, progress);
  }

  /** What waits for the job. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it. */
    T run() throws IOException;
  }

  /**
   * Watches while the work is done.
   *
   * @throws CommandFailure with the cause, if the job failed ten times and was cancelled
   */
  public <T> T during(Work<T> work) throws IOException {
    Thread watcher = new Thread(() -> cluster.map(FlinkRest::of).ifPresent(this::watch));
    watcher.setDaemon(true);
    watcher.setName("cluster-progress");
    watcher.start();
    try {
      return work.run();
    } catch (JobFailure e) {
      if (givenUp.get() != null) {
        throw CommandFailure.failed(givenUp.get(), e);
      }
      throw e;
    } finally {
      watcher.interrupt();
    }
  }

  private void watch(FlinkRest rest) {
    try {
      while (givenUp.get() == null) {
        Thread.sleep(PAUSE_MILLIS);
        look(rest);
      }
    } catch (InterruptedException e) {
      // the job has ended
    }
  }

  private void look(FlinkRest rest) {
    try {
      Optional<ClusterJob> running =
          rest.jobs().stream().filter(job -> isOurs(job.name())).findFirst();
      if (running.isEmpty() || running.get().ended()) {
        return;
      }
      ClusterJob job = running.get();
      progress.update("%d of %d tasks, %s".formatted(job.finished(), job.tasks(), job.state()));
      giveUp(rest, job).ifPresent(givenUp::set);
    } catch (CommandFailure e) {
      progress.update("no word from the cluster");
    }
  }

  /** Another dataset's name may begin with this one's. */
  private boolean isOurs(String job) {
    return job.startsWith(name) && RunId.is(job.substring(name.length()));
  }

  /** Cancels a job that has failed ten times; gives the reason. */
  public static Optional<String> giveUp(FlinkRest rest, ClusterJob job) {
    List<String> failures = rest.failures(job);
    if (failures.size() < MOST_FAILURES) {
      return Optional.empty();
    }
    rest.cancel(job);
    return Optional.of(
        "Job %s failed %d times, so it was cancelled; first by %s, last by %s: mend that and begin again, the job manager's log has it in full."
            .formatted(
                job.id(), failures.size(), failures.get(failures.size() - 1), failures.get(0)));
  }
}
