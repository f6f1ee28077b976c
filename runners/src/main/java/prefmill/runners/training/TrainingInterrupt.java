package prefmill.runners.training;

/**
 * Interrupts a training from another thread, but nothing that comes after it: a heartbeat that
 * finds the job ended must not disturb the closing of files and connections.
 */
final class TrainingInterrupt {
  private final Thread thread;
  private boolean over;

  private TrainingInterrupt(Thread thread) {
    this.thread = thread;
  }

  static TrainingInterrupt ofThisThread() {
    return new TrainingInterrupt(Thread.currentThread());
  }

  /** Interrupts, unless the training is over. */
  synchronized void stop() {
    if (!over) {
      thread.interrupt();
    }
  }

  /**
   * The training is over; nothing is interrupted from now on.
   *
   * @throws InterruptedException if it was interrupted on its last steps
   */
  synchronized void over() throws InterruptedException {
    over = true;
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }
}
