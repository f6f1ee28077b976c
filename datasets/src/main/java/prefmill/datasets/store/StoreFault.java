package prefmill.datasets.store;

/** The store cannot give or take what was asked: one sentence that names the place and the mend. */
public final class StoreFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A fault that the store itself shows. */
  public StoreFault(String message) {
    super(message);
  }

  /** A fault that came up below. */
  public StoreFault(String message, Throwable cause) {
    super(message, cause);
  }
}
