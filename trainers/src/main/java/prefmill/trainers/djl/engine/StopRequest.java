package prefmill.trainers.djl.engine;

/**
 * The wish that work in this process ends, as the thread's interrupt. What computes for long asks
 * for it between any two passes of the model.
 */
public final class StopRequest {
  private StopRequest() {}

  /**
   * Ends the work if that is wished. The exception stands for the thread's mark from here on, so
   * that files can still be written.
   */
  public static void obey() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("The work was asked to stop.");
    }
  }
}
