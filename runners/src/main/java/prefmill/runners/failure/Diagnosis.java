package prefmill.runners.failure;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.stream.Stream;
import prefmill.pipelines.job.JobFailure;
import prefmill.pipelines.job.Refusal;
import prefmill.pipelines.moves.SplitMovesRefused;
import prefmill.pipelines.policy.PolicyException;
import prefmill.pipelines.source.SourceException;
import prefmill.pipelines.source.database.DatabaseWords;

/**
 * What a throwable means to a person: one sentence and an exit code. Only sentences that Prefmill
 * wrote itself are repeated; a message of a library may quote feedback.
 *
 * @param exitCode the exit code
 * @param sentence what happened and what mends it
 */
public record Diagnosis(ExitCode exitCode, String sentence) {
  private static final int DEEPEST = 50;

  /** The diagnosis of the first throwable in the chain of causes that says something. */
  public static Diagnosis of(Throwable thrown) {
    return causes(thrown)
        .map(Diagnosis::known)
        .filter(diagnosis -> diagnosis != null)
        .findFirst()
        .orElseGet(() -> failed(unexpected(thrown)));
  }

  private static Diagnosis known(Throwable t) {
    if (t instanceof CommandFailure failure) {
      return new Diagnosis(failure.exitCode(), failure.getMessage());
    }
    if (t instanceof PolicyException e) {
      return new Diagnosis(ExitCode.USAGE, e.getMessage());
    }
    if (t instanceof SourceException e) {
      return new Diagnosis(sourceFault(e), sentence(e.getMessage()));
    }
    if (t instanceof Refusal) {
      return new Diagnosis(ExitCode.USAGE, sentence(t.getMessage()));
    }
    if (t instanceof SplitMovesRefused) {
      return new Diagnosis(ExitCode.REFUSED, sentence(t.getMessage()));
    }
    // It quotes its cause, which speaks for itself if it may.
    if (t instanceof JobFailure && t.getCause() != null) {
      return null;
    }
    if (t instanceof OutOfMemoryError) {
      return failed(
          "The work needs more memory than the %d MB it has: set PREFMILL_JAVA_OPTS=-Xmx4g (or more)."
              .formatted(Runtime.getRuntime().maxMemory() >> 20));
    }
    if (t instanceof StackOverflowError) {
      return failed(
          "Something that was read nests too deeply (-v shows what was reading): write it flatter, or give the work a larger stack with PREFMILL_JAVA_OPTS=-Xss16m.");
    }
    if (isOurs(t)) {
      return failed(sentence(t.getMessage()));
    }
    if (t instanceof AccessDeniedException e) {
      return failed("No permission for " + e.getFile() + ": give this user access to it.");
    }
    if (t instanceof NoSuchFileException e) {
      return failed("There is no " + e.getFile() + ".");
    }
    if (t instanceof FileSystemException e) {
      String reason = e.getReason() == null ? "it cannot be used" : e.getReason();
      return failed(e.getFile() + ": " + reason + ".");
    }
    if (t instanceof IOException e && "No space left on device".equals(e.getMessage())) {
      return failed("The disk is full: free some space and run the same command again.");
    }
    return t instanceof SQLException e ? failed(database(e)) : null;
  }

  /** Whether the message was written for people, in this project's own code. */
  private static boolean isOurs(Throwable t) {
    boolean echoesCause = t.getCause() != null && t.getCause().toString().equals(t.getMessage());
    if (t.getMessage() == null || t.getMessage().isBlank() || echoesCause) {
      return false;
    }
    boolean sentences =
        t instanceof IOException
            || t instanceof IllegalStateException
            || t instanceof IllegalArgumentException;
    StackTraceElement[] frames = t.getStackTrace();
    return t.getClass().getName().startsWith("prefmill.")
        || (sentences && frames.length > 0 && frames[0].getClassName().startsWith("prefmill."));
  }

  // A source that cannot be reached has failed; one that is not as the policy says is a wrong
  // policy.
  private static ExitCode sourceFault(SourceException e) {
    boolean unreachable =
        causes(e)
            .anyMatch(
                t ->
                    t instanceof IOException
                        || (t instanceof SQLException sql
                            && !String.valueOf(sql.getSQLState()).startsWith("42")));
    return unreachable ? ExitCode.FAILED : ExitCode.USAGE;
  }

  private static String database(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    if (state.equals("55P03")) {
      return "A table is being altered or rewritten by another session: run the same command again when that has ended.";
    }
    if (state.startsWith("08") || state.startsWith("57P")) {
      return "The connection to the database broke (SQLSTATE %s): see whether it runs, and run the same command again."
          .formatted(state);
    }
    return sentence("the database refused (SQLSTATE " + state + ")" + DatabaseWords.of(e));
  }

  private static String unexpected(Throwable thrown) {
    Throwable root = causes(thrown).reduce((outer, inner) -> inner).orElse(thrown);
    for (StackTraceElement frame : root.getStackTrace()) {
      if (frame.getClassName().startsWith("prefmill.")) {
        return "Something unexpected happened: %s in %s.%s."
            .formatted(
                root.getClass().getSimpleName(), frame.getClassName(), frame.getMethodName());
      }
    }
    return "Something unexpected happened: " + root.getClass().getName() + ".";
  }

  private static String sentence(String words) {
    String capital = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    return capital.endsWith(".") || capital.endsWith(")") ? capital : capital + ".";
  }

  private static Stream<Throwable> causes(Throwable thrown) {
    return Stream.iterate(thrown, t -> t != null, Throwable::getCause).limit(DEEPEST);
  }

  private static Diagnosis failed(String sentence) {
    return new Diagnosis(ExitCode.FAILED, sentence);
  }
}
