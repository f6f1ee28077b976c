package prefmill.trainers.huggingface.template;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import prefmill.trainers.training.TrainingException;

/**
 * Renders within bounds of time, stack and memory. A rendering that hears no interrupt is left
 * behind on a thread that keeps no process alive.
 */
final class BoundedRendering {
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "prefmill-chat-template");
            thread.setDaemon(true);
            return thread;
          });

  private final Duration patience;
  private volatile boolean endless;

  /** Bounds for one template. */
  BoundedRendering(Duration patience) {
    this.patience = patience;
  }

  /** Ends a rendering whose time is over, wherever the engine comes by. */
  static void obey() {
    if (Thread.currentThread().isInterrupted()) {
      throw new Overdue();
    }
  }

  /**
   * What a rendering gives; one that did not end is not tried again.
   *
   * @throws TrainingException if it goes beyond a bound
   */
  <T> T of(Supplier<T> rendering) {
    if (endless) {
      throw endless();
    }
    Future<T> result = THREADS.submit(rendering::get);
    boolean interrupted = false;
    long end = System.nanoTime() + patience.toNanos();
    try {
      while (true) {
        try {
          return result.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          // whoever asked for the text looks at the interrupt behind it
          interrupted = true;
        }
      }
    } catch (TimeoutException e) {
      endless = true;
      result.cancel(true);
      throw endless();
    } catch (ExecutionException e) {
      throw fault(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private TrainingException endless() {
    return new TrainingException(
        "The model's chat template does not end: it wrote no chat within %s s; use the chat template of the model's source."
            .formatted(Math.max(1, patience.toSeconds())));
  }

  private static RuntimeException fault(Throwable cause) {
    if (cause instanceof StackOverflowError) {
      return new TrainingException(
          "The model's chat template nests too deeply: use the chat template of the model's source.",
          cause);
    }
    if (cause instanceof OutOfMemoryError) {
      return new TrainingException(
          "The model's chat template writes more than the memory holds: use the chat template of the model's source.",
          cause);
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException fault ? fault : new IllegalStateException(cause);
  }

  /** No exception, since the engine goes on behind those. */
  private static final class Overdue extends Error {
    private static final long serialVersionUID = 1;
  }
}
