package prefmill.trainers.jobs;

import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prefmill.trainers.registry.RegistryException;

/**
 * Renews a lease while an attempt works, until closed: every second, and more often where the lease
 * is short, so that an attempt hears within a second that it is to stop.
 *
 * <p>A registry that cannot be reached for a while is asked again; whether the hold was lost
 * meanwhile, the database decides. After as long a silence as the lease the hold counts as lost.
 */
public final class Heartbeats implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);
  private static final long LONGEST_PERIOD = 1_000;
  private static final int BEATS_PER_LEASE = 3;
  private static final int THREADS = 2;

  private final ScheduledExecutorService clock;
  private final LeasedJob job;
  private final Consumer<JobStatus> stop;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private volatile long answered = System.nanoTime();
  private boolean silent;

  private Heartbeats(LeasedJob job, Consumer<JobStatus> stop) {
    this.job = job;
    this.stop = stop;
    this.clock =
        new ScheduledThreadPoolExecutor(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "heartbeat-" + job.id());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Begins to renew.
   *
   * @param stop told once, from another thread, that the attempt must stop: cancelling where it was
   *     asked to, lost where the hold is gone
   */
  public static Heartbeats start(LeasedJob job, Consumer<JobStatus> stop) {
    Heartbeats heartbeats = new Heartbeats(job, stop);
    long period = Math.max(1, Math.min(LONGEST_PERIOD, job.lease().toMillis() / BEATS_PER_LEASE));
    for (Runnable task : List.<Runnable>of(heartbeats::beat, heartbeats::watch)) {
      var unused =
          heartbeats.clock.scheduleAtFixedRate(task, period, period, TimeUnit.MILLISECONDS);
    }
    return heartbeats;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private void beat() {
    try {
      JobStatus status = job.heartbeat();
      answered = System.nanoTime();
      silent = false;
      if (status == JobStatus.CANCELLING) {
        stop(status);
      }
    } catch (StaleLeaseException e) {
      stop(JobStatus.LOST);
    } catch (RegistryException | JdbiException e) {
      if (!silent) {
        LOG.warn(
            "a heartbeat of training job {} failed and is repeated: {}", job.id(), e.getMessage());
      }
      silent = true;
    }
  }

  // A registry that takes the question and never answers leaves the beat waiting.
  private void watch() {
    if (System.nanoTime() - answered > job.lease().toNanos()) {
      stop(JobStatus.LOST);
    }
  }

  private void stop(JobStatus status) {
    if (stopped.compareAndSet(false, true)) {
      clock.shutdown();
      stop.accept(status);
    }
  }
}
