package prefmill.runners.failure;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.Locale;
import prefmill.pipelines.policy.PolicyException;
import prefmill.trainers.jobs.StaleLeaseException;
import prefmill.trainers.registry.RegistryException;

/**
 * What a throwable means to a person: one sentence and an exit code. Messages of unknown exceptions
 * are not repeated, because they may quote feedback.
 *
 * @param exitCode the exit code
 * @param sentence what happened and what mends it
 */
public record Diagnosis(ExitCode exitCode, String sentence) {
  /** The diagnosis of the first throwable in the chain of causes that says something. */
  public static Diagnosis of(Throwable thrown) {
    int depth = 0;
    for (Throwable t = thrown; t != null && depth++ < 50; t = t.getCause()) {
      Diagnosis known = known(t);
      if (known != null) {
        return known;
      }
    }
    return new Diagnosis(ExitCode.FAILED, unexpected(thrown));
  }

  private static Diagnosis known(Throwable t) {
    if (t instanceof CommandFailure failure) {
      return new Diagnosis(failure.exitCode(), failure.getMessage());
    }
    if (t instanceof PolicyException e) {
      return new Diagnosis(ExitCode.USAGE, e.getMessage());
    }
    if (t instanceof RegistryException || t instanceof StaleLeaseException) {
      return failed(sentence(t.getMessage()));
    }
    if (t instanceof OutOfMemoryError) {
      return failed(
          "The work needs more memory than the %d MB it has: set PREFMILL_JAVA_OPTS=-Xmx4g (or more)."
              .formatted(Runtime.getRuntime().maxMemory() >> 20));
    }
    if (t instanceof AccessDeniedException e) {
      return failed("No permission for " + e.getFile() + ": give this user access to it.");
    }
    if (t instanceof NoSuchFileException e) {
      return failed("There is no " + e.getFile() + ".");
    }
    if (t instanceof FileSystemException e) {
      return failed(e.getFile() + ": " + (e.getReason() == null ? "failed" : e.getReason()) + ".");
    }
    if (t instanceof IOException e && "No space left on device".equals(e.getMessage())) {
      return failed("The disk is full: free some space and run the same command again.");
    }
    if (t instanceof SQLException e) {
      return failed(database(e));
    }
    return null;
  }

  // The server's message is repeated only for classes that speak of the connection or of the
  // schema, never of a row's values.
  private static String database(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String kind = state.length() < 2 ? "" : state.substring(0, 2);
    String said =
        switch (kind) {
          case "08", "28", "3D", "3F", "42", "53", "57" -> ": " + firstLine(e.getMessage());
          default -> "";
        };
    return "The database refused (SQLSTATE " + state + ")" + said;
  }

  private static String sentence(String words) {
    String upper = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    return upper.endsWith(".") ? upper : upper + ".";
  }

  private static String firstLine(String message) {
    return message == null ? "" : message.lines().findFirst().orElse("").strip();
  }

  private static String unexpected(Throwable thrown) {
    Throwable root = thrown;
    for (int i = 0; i < 50 && root.getCause() != null; i++) {
      root = root.getCause();
    }
    for (StackTraceElement frame : root.getStackTrace()) {
      if (frame.getClassName().startsWith("prefmill.")) {
        return "Something unexpected happened: %s in %s.%s."
            .formatted(
                root.getClass().getSimpleName(), frame.getClassName(), frame.getMethodName());
      }
    }
    return "Something unexpected happened: " + root.getClass().getName() + ".";
  }

  private static Diagnosis failed(String sentence) {
    return new Diagnosis(ExitCode.FAILED, sentence);
  }
}
