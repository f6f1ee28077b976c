package prefmill.trainers.djl.engine;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Utils;
import java.util.concurrent.locks.ReentrantLock;
import prefmill.trainers.training.TrainingException;

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
      load();
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

  private static void load() {
    try {
      Engine.getEngine("PyTorch");
    } catch (EngineException | IllegalArgumentException | UnsatisfiedLinkError e) {
      throw new TrainingException(
          ("PyTorch could not be loaded on %s %s: the built-in trainer runs on Linux x86-64 and arm64"
                  + " and on macOS arm64, and needs about 450 MB for it below %s.")
              .formatted(
                  System.getProperty("os.name"),
                  System.getProperty("os.arch"),
                  Utils.getCacheDir()),
          e);
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
