package prefmill.runners.cluster;

import java.util.Optional;
import prefmill.runners.cli.Progress;
import prefmill.runners.failure.CommandFailure;

/** Shows how far a cluster's newest job of a kind is, while this process waits for it. */
public final class ClusterProgress implements AutoCloseable {
  private static final long PAUSE_MILLIS = 2_000;

  private final Thread watcher;

  private ClusterProgress(Thread watcher) {
    this.watcher = watcher;
  }

  /**
   * Watches until it is closed; watches nothing where there is no cluster.
   *
   * @param job what the job's name begins with
   */
  public static ClusterProgress watch(
      Optional<FlinkMaster> cluster, String job, Progress progress) {
    Thread watcher =
        new Thread(() -> cluster.ifPresent(c -> watch(FlinkRest.of(c), job, progress)));
    watcher.setDaemon(true);
    watcher.setName("cluster-progress");
    watcher.start();
    return new ClusterProgress(watcher);
  }

  @Override
  public void close() {
    watcher.interrupt();
  }

  private static void watch(FlinkRest rest, String name, Progress progress) {
    try {
      while (true) {
        Thread.sleep(PAUSE_MILLIS);
        rest.jobs().stream()
            .filter(job -> job.name().startsWith(name))
            .findFirst()
            .ifPresent(
                job ->
                    progress.update(
                        "%d of %d tasks, %s".formatted(job.finished(), job.tasks(), job.state())));
      }
    } catch (InterruptedException e) {
      // the job has ended
    } catch (CommandFailure e) {
      progress.update("no word from the cluster");
    }
  }
}
