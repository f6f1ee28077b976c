package prefmill.runners.failure;

/** How a command ended, as its process tells it. */
public enum ExitCode {
  /** Done, also when nothing changed. */
  DONE(0),
  /** Failed on the way; nothing half-written is visible. */
  FAILED(1),
  /** Wrong usage or policy. */
  USAGE(2),
  /** A gate refused something new. */
  REFUSED(3),
  /** Another run holds the lock. */
  LOCKED(4);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The process's exit status. */
  public int code() {
    return code;
  }
}
