package prefmill.pipelines.stream;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.PipelineResult;

/**
 * A stream's job as the command watches it: an embedded cluster is gone with its job, and then
 * answers with exceptions.
 */
final class StreamJob {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
  private static final long CANCEL = TimeUnit.SECONDS.toNanos(30);

  private final PipelineResult job;
  private long silentSince;
  private boolean silent;

  StreamJob(PipelineResult job) {
    this.job = job;
  }

  /** How it ended; empty while it runs. A cluster that does not answer for a minute has ended. */
  Optional<PipelineResult.State> ended() {
    try {
      PipelineResult.State state = job.getState();
      silent = false;
      return state.isTerminal() ? Optional.of(state) : Optional.empty();
    } catch (IllegalStateException e) {
      // the cluster that ran it has shut down, which it does when its job has ended
      return Optional.of(PipelineResult.State.FAILED);
    } catch (RuntimeException e) {
      if (!silent) {
        silent = true;
        silentSince = System.nanoTime();
      }
      return System.nanoTime() - silentSince > PATIENCE
          ? Optional.of(PipelineResult.State.UNKNOWN)
          : Optional.empty();
    }
  }

  /** Cancels it and waits until it has ended, for half a minute at most; it may have before. */
  void cancel() throws InterruptedException {
    try {
      var unused = job.cancel();
    } catch (IOException | RuntimeException e) {
      // ended() tells what came of it
    }
    long start = System.nanoTime();
    while (ended().isEmpty() && System.nanoTime() - start < CANCEL) {
      Thread.sleep(100);
    }
  }
}
