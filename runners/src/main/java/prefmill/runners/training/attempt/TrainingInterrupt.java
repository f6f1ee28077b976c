package prefmill.runners.training.attempt;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Interrupts a training from another thread, but nothing that comes after it: a heartbeat that
 * finds the job ended must not disturb the closing of files and connections.
 */
final class TrainingInterrupt {
  private final Thread thread;
  private StopCause cause;
  private boolean over;

  private TrainingInterrupt(Thread thread) {
    this.thread = thread;
  }

  static TrainingInterrupt ofThisThread() {
    return new TrainingInterrupt(Thread.currentThread());
  }

  /** Interrupts, unless the training is over; the first cause stands. */
  void stop(StopCause why) {
    boolean unused = isFirst(why);
  }

  private synchronized boolean isFirst(StopCause why) {
    boolean first = !over && cause == null;
    if (first) {
      cause = why;
      thread.interrupt();
    }
    return first;
  }

  /** The same after a time. */
  void stopAfter(Duration time, StopCause why, Duration patience, Consumer<StopCause> otherwise) {
    CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> stop(why, patience, otherwise));
  }

  /**
   * Interrupts, and does something else if the training does not end: a pass of the model, or the
   * reading of a large one, hears no interrupt.
   *
   * @param otherwise told the cause that stands
   */
  void stop(StopCause why, Duration patience, Consumer<StopCause> otherwise) {
    if (!isFirst(why)) {
      return;
    }
    CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              if (!isOver()) {
                otherwise.accept(why);
              }
            });
  }

  /** Whether it was asked to stop. */
  synchronized boolean isAsked() {
    return cause != null;
  }

  /** Why it was stopped; cancelled, if the thread was interrupted by others. */
  synchronized StopCause cause() {
    return cause == null ? StopCause.CANCELLED : cause;
  }

  /**
   * The training is over; nothing is interrupted from now on.
   *
   * @throws InterruptedException if it was interrupted on its last steps
   */
  void over() throws InterruptedException {
    end();
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /** The training is over, however it ended. */
  synchronized void end() {
    over = true;
  }

  private synchronized boolean isOver() {
    return over;
  }
}
