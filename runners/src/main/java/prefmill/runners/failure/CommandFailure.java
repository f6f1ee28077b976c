package prefmill.runners.failure;

/** A command's end that is not success, told in one sentence that names the place and the mend. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  private CommandFailure(ExitCode exitCode, String sentence, Throwable cause) {
    super(sentence, cause);
    this.exitCode = exitCode;
  }

  /** The command line or what it names is wrong. */
  public static CommandFailure usage(String sentence) {
    return new CommandFailure(ExitCode.USAGE, sentence, null);
  }

  /** The work could not be done. */
  public static CommandFailure failed(String sentence) {
    return new CommandFailure(ExitCode.FAILED, sentence, null);
  }

  /** The work could not be done because of a cause that -v shows. */
  public static CommandFailure failed(String sentence, Throwable cause) {
    return new CommandFailure(ExitCode.FAILED, sentence, cause);
  }

  /** A gate refused something new. */
  public static CommandFailure refused(String sentence) {
    return new CommandFailure(ExitCode.REFUSED, sentence, null);
  }

  /** Another run holds the lock. */
  public static CommandFailure locked(String sentence) {
    return new CommandFailure(ExitCode.LOCKED, sentence, null);
  }

  /** The exit code this end stands for. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
