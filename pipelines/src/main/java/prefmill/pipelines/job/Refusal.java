package prefmill.pipelines.job;

/** A run cannot start with what it was given: one sentence that names the mend. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Refusal(String message) {
    super(message);
  }
}
