package prefmill.pipelines.job;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.beam.sdk.PipelineResult;

/**
 * A job without end as its command watches it. An embedded cluster is gone with its job, and then
 * answers with exceptions; the client of another asks one that does not answer for a minute. So it
 * is asked in the background, and the command goes on meanwhile.
 */
public final class StreamJob {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
  private static final long CANCEL = TimeUnit.SECONDS.toNanos(30);
  private static final long ANSWER_MILLIS = 2_000;

  private final PipelineResult job;
  private CompletableFuture<PipelineResult.State> asked;
  private long silentSince;
  private boolean silent;

  /** A job that was started. */
  public StreamJob(PipelineResult job) {
    this.job = job;
  }

  /**
   * How it ended; empty while it runs. A cluster that does not answer for a minute has ended. Gives
   * an answer after two seconds at most.
   */
  public Optional<PipelineResult.State> ended() throws InterruptedException {
    if (asked == null) {
      asked = inBackground(job::getState);
    }
    try {
      PipelineResult.State state = asked.get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
      asked = null;
      silent = false;
      return state.isTerminal() ? Optional.of(state) : Optional.empty();
    } catch (ExecutionException e) {
      asked = null;
      // the cluster that ran it has shut down, which it does when its job has ended
      return e.getCause() instanceof IllegalStateException
          ? Optional.of(PipelineResult.State.FAILED)
          : silence();
    } catch (TimeoutException e) {
      return silence();
    }
  }

  /** Cancels it and waits until it has ended, for half a minute at most; it may have before. */
  public void cancel() throws InterruptedException {
    var unused = inBackground(this::cancelNow);
    long start = System.nanoTime();
    while (ended().isEmpty() && System.nanoTime() - start < CANCEL) {
      Thread.sleep(100);
    }
  }

  private Optional<PipelineResult.State> silence() {
    if (!silent) {
      silent = true;
      silentSince = System.nanoTime();
    }
    return System.nanoTime() - silentSince > PATIENCE
        ? Optional.of(PipelineResult.State.UNKNOWN)
        : Optional.empty();
  }

  private PipelineResult.State cancelNow() {
    try {
      return job.cancel();
    } catch (IOException e) {
      // ended() tells what came of it
      return PipelineResult.State.UNKNOWN;
    }
  }

  private static CompletableFuture<PipelineResult.State> inBackground(
      Supplier<PipelineResult.State> question) {
    return CompletableFuture.supplyAsync(
        question,
        work -> {
          Thread thread = new Thread(work, "stream-job");
          thread.setDaemon(true);
          thread.start();
        });
  }
}
