package prefmill.trainers.djl.engine;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.concurrent.locks.ReentrantLock;

/**
 * PyTorch for one thread: at most one session in the process, opened and closed by the thread that
 * computes, because the gradient mode and the number of threads belong to a thread and the names of
 * arrays are set while they are live.
 *
 * <p>The engine is loaded from the class path; nothing is downloaded or reported.
 */
public final class EngineSession implements AutoCloseable {
  private static final ReentrantLock LOCK = new ReentrantLock();

  private final PtNDManager manager;

  private EngineSession(PtNDManager manager) {
    this.manager = manager;
  }

  /** Waits for the running session to end, then opens one. */
  public static EngineSession open() {
    LOCK.lock();
    try {
      System.setProperty("ai.djl.offline", "true");
      System.setProperty("OPT_OUT_TRACKING", "true");
      Engine.getEngine("PyTorch");
      // one thread: bytes repeat, and small matrices lose more to hand-over than they win
      JniUtils.setNumThreads(1);
      JniUtils.setGraphExecutorOptimize(false);
      JniUtils.setGradMode(true);
      return new EngineSession((PtNDManager) NDManager.newBaseManager());
    } catch (RuntimeException | Error e) {
      LOCK.unlock();
      throw e;
    }
  }

  /** Owns the session's arrays. */
  public PtNDManager manager() {
    return manager;
  }

  @Override
  public void close() {
    manager.close();
    LOCK.unlock();
  }
}
