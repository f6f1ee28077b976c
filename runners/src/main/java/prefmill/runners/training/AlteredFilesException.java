package prefmill.runners.training;

/** Files that are not the registered ones, or not there; the message is one sentence. */
public final class AlteredFilesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AlteredFilesException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
