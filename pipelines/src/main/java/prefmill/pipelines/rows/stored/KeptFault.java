package prefmill.pipelines.rows.stored;

import java.nio.file.Path;

/** What was put aside, by this build or an earlier one, is damaged or gone. */
public final class KeptFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private KeptFault(String message, Throwable cause) {
    super(message, cause);
  }

  /** A file does not hold what was written into it. */
  public static KeptFault damaged(Path file, Throwable cause) {
    return new KeptFault(
        file + " is damaged or gone: run `prefmill build --full`, which makes it anew", cause);
  }

  /** Whether that is why something failed, here or on another machine. */
  public static boolean isCauseOf(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      // what comes from a cluster is no longer of its own class, but begins with its name
      if (t instanceof KeptFault || t.toString().startsWith(KeptFault.class.getName())) {
        return true;
      }
    }
    return false;
  }
}
