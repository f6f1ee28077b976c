package prefmill.trainers.evaluate.judge;

/** A judge that could not be asked; the message is one sentence for a person. */
public final class JudgeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JudgeException(String message) {
    super(message);
  }

  JudgeException(String message, Throwable cause) {
    super(message, cause);
  }
}
