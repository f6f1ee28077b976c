package prefmill.pipelines.job;

/** A job failed: one sentence of the innermost cause, which is where the fault lies. */
public final class JobFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JobFailure(String message, Throwable cause) {
    super(message, cause);
  }

  static JobFailure of(String job, Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String said = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return new JobFailure("the job " + job + " failed: " + said, thrown);
  }
}
