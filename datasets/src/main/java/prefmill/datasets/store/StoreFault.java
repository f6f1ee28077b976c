package prefmill.datasets.store;

/** The store cannot give or take what was asked: one sentence that names the place and the mend. */
public final class StoreFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreFault(String message) {
    super(message);
  }

  public StoreFault(String message, Throwable cause) {
    super(message, cause);
  }
}
