package prefmill.pipelines.source;

import prefmill.pipelines.policy.SourcePolicy;

/** A source cannot be read; the message is one sentence for the user, with the mend. */
public class SourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SourceException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What is wrong with a source. */
  public static SourceException of(SourcePolicy source, String sentence) {
    return of(source.name(), sentence, null);
  }

  /** What is wrong with the source of this name, and what showed it. */
  public static SourceException of(String source, String sentence, Throwable cause) {
    return new SourceException(named(source, sentence), cause);
  }

  static String named(String source, String sentence) {
    return "source " + source + ": " + sentence;
  }
}
