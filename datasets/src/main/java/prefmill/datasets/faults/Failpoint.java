package prefmill.datasets.faults;

import java.io.IOException;

/**
 * A testing aid: ends the process at a named point, as a power cut would, or stops it there.
 *
 * <p>Nothing happens unless the environment variable or the system property PREFMILL_FAILPOINT
 * holds the point's name; then the JVM halts with exit code 137, without shutdown hooks. If it
 * holds NAME=stop, the process stops there once, until it is sent SIGCONT.
 */
public final class Failpoint {
  private static final String VARIABLE = "PREFMILL_FAILPOINT";
  private static final String STOP = "=stop";
  private static final int KILLED = 137;

  private static boolean stopped;

  private Failpoint() {}

  /** Halts or stops here if this point is asked for. */
  public static void hit(String name) {
    if (isAsked(name)) {
      System.err.println("halted at the failpoint " + name);
      Runtime.getRuntime().halt(KILLED);
    } else if (isAsked(name + STOP)) {
      stop();
    }
  }

  private static boolean isAsked(String what) {
    return what.equals(System.getenv(VARIABLE)) || what.equals(System.getProperty(VARIABLE));
  }

  private static synchronized void stop() {
    if (!stopped) {
      stopped = true;
      String pid = String.valueOf(ProcessHandle.current().pid());
      try {
        var unused = new ProcessBuilder("kill", "-STOP", pid).start().waitFor();
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException("the process cannot be stopped", e);
      }
    }
  }
}
