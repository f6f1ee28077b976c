package prefmill.pipelines.source;

import java.io.IOException;

/** Brokers do not answer: nothing is lost, and who can wait tries again. */
public final class SilentBrokers extends SourceException {
  private static final long serialVersionUID = 1L;

  private SilentBrokers(String message, Throwable cause) {
    super(message, cause);
  }

  /** The brokers of the source of this name. */
  public static SilentBrokers of(String source, String sentence, Throwable cause) {
    return new SilentBrokers(named(source, sentence), new IOException(cause));
  }
}
