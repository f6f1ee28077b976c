package prefmill.trainers.djl.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Utils;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private static final String VARIABLE = "PREFMILL_DEVICE";
  private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,3}))?");

  private final PtNDManager manager;

  private EngineSession(PtNDManager manager) {
    this.manager = manager;
  }

  /**
   * Waits for the running session to end, then opens one on the device that the environment
   * variable PREFMILL_DEVICE names: cpu, also if there is none, or cuda or cuda:1.
   */
  public static EngineSession open() {
    return open(System.getenv().getOrDefault(VARIABLE, "cpu"));
  }

  /** The same for a given device's name. */
  static EngineSession open(String device) {
    LOCK.lock();
    try {
      System.setProperty("ai.djl.offline", "true");
      System.setProperty("OPT_OUT_TRACKING", "true");
      load();
      // one thread: bytes repeat, and small matrices lose more to hand-over than they win
      JniUtils.setNumThreads(1);
      JniUtils.setGraphExecutorOptimize(false);
      JniUtils.setGradMode(true);
      return new EngineSession((PtNDManager) NDManager.newBaseManager(device(device)));
    } catch (RuntimeException | Error e) {
      LOCK.unlock();
      throw e;
    }
  }

  private static Device device(String name) {
    Matcher cuda = CUDA.matcher(name);
    if (name.equals("cpu")) {
      return Device.cpu();
    }
    if (!cuda.matches()) {
      throw new TrainingException(
          "%s is '%s': set it to cpu, cuda or cuda:NUMBER.".formatted(VARIABLE, name));
    }
    int number = cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1));
    int there = Engine.getEngine("PyTorch").getGpuCount();
    if (number >= there) {
      throw new TrainingException(
          ("%s asks for %s, PyTorch sees %d CUDA devices: unset it, or give a PyTorch with CUDA as"
                  + " docs/trainer.md says.")
              .formatted(VARIABLE, name, there));
    }
    return Device.gpu(number);
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
    try {
      manager.close();
    } finally {
      LOCK.unlock();
    }
  }
}
