package prefmill.trainers.registry;

/** The registry cannot be used as asked; the message is one sentence for people, with the mend. */
public final class RegistryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RegistryException(String message) {
    super(message);
  }

  public RegistryException(String message, Throwable cause) {
    super(message, cause);
  }
}
