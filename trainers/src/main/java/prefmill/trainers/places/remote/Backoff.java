package prefmill.trainers.places.remote;

import java.time.Duration;

/** Pauses between tries at one connection, of 0.5 s to 30 s, until patience is at its end. */
public final class Backoff {
  private static final long LONGEST_MILLIS = 30_000;

  private final RemoteShell shell;
  private final Duration patience;
  private long millis = 500;
  private long since;

  Backoff(RemoteShell shell, Duration patience) {
    this.shell = shell;
    this.patience = patience;
  }

  /**
   * Waits before the next try.
   *
   * @throws prefmill.trainers.training.TrainingException if there is no use in one
   */
  public void pause(String said) throws InterruptedException {
    since = since == 0 ? System.nanoTime() : since;
    boolean over = System.nanoTime() - since > patience.toNanos();
    if (over || !shell.isPassing(said)) {
      throw RemoteCalls.gaveUp(shell, shell.fault(said));
    }
    Thread.sleep(millis);
    millis = Math.min(2 * millis, LONGEST_MILLIS);
  }

  /** The connection is there. */
  public void reset() {
    since = 0;
    millis = 500;
  }
}
