package prefmill.datasets.store;

/**
 * A testing aid: ends the process at a named point, as a power cut would.
 *
 * <p>Nothing happens unless the environment variable or the system property PREFMILL_FAILPOINT
 * holds the point's name; then the JVM halts with exit code 137, without shutdown hooks.
 */
public final class Failpoint {
  private static final String VARIABLE = "PREFMILL_FAILPOINT";
  private static final int KILLED = 137;

  private Failpoint() {}

  /** Halts here if this point is asked for. */
  public static void hit(String name) {
    if (name.equals(System.getenv(VARIABLE)) || name.equals(System.getProperty(VARIABLE))) {
      System.err.println("halted at the failpoint " + name);
      Runtime.getRuntime().halt(KILLED);
    }
  }
}
